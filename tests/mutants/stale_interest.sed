# a handler that is removed stays in the wait, and its handle may be another's soon
# in reactor/reactor.cpp
/^void Reactor::remove/,/^}/s/  demultiplexer_->remove(slot);/  demultiplexer_->change(slot, {true, false});/
