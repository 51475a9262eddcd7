# the output never ends: the peer waits for the half-close
# in reactor/connection.cpp
# caught by half-close backlog lingers both-ends held gone silent slow
/::end_output/,/^}/s/  output_ = Output::ending;//
