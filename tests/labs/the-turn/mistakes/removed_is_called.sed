# a handler removed in this turn is called nevertheless
# in reactor/reactor.cpp
# caught by removed wanted behind-removed destroyed itself slots reused added budget
/nowhere) to_call_\[position\] = nullptr;/d
s/ready.readable && handler->wants_read()/ready.readable/
s/ready.writable && handler->wants_write()/ready.writable/
