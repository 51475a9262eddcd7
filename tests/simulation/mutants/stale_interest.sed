# a closed handle stays in select's sets, and its number may be another's soon
# in reactor/demultiplexer.cpp
/^void Demultiplexer::remove/,/^}/s/  set_interest(handler, false, false);//
