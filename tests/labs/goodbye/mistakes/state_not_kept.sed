# finish() is half-close and nothing more: what still comes is delivered
# in reactor/connection.cpp
# caught by lingers both-ends held gone silent slow
/::finish/,/^}/s/  finishing_ = true;//
