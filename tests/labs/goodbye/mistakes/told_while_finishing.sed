# the derived class is told of the end although it has said goodbye
# in reactor/connection.cpp
# caught by lingers both-ends held gone
/::end_input/,/^}/s/if (!finishing_) on_end/on_end/
