# a removed handler stays in the wait, and its handle may soon be reused
# in reactor/reactor.cpp
/^void Reactor::remove/,/^}/s/  demultiplexer_->remove(slot);/  demultiplexer_->change(slot, {true, false});/
