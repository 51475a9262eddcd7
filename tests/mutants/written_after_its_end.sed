# a handler that destroyed itself while it read is still written to
# in reactor/reactor.cpp
# found by ReactorContract.*
/^void Reactor::dispatch(/,/^}/{/^  handler = to_call_/d}
