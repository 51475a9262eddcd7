# a handler removed in this turn is still called for events found before
# in reactor/reactor.cpp
/^  const std::size_t position = handler.registration_.position;/d
/nowhere) to_call_\[position\] = nullptr;/d
s/ready.readable && handler->wants_read()/ready.readable/
