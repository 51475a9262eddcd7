# a handler that destroyed itself while it read is written to
# in reactor/reactor.cpp
# caught by itself
/^void Reactor::dispatch(/,/^}/{/^  handler = to_call_/d}
