# a removed handler stays in the demultiplexer
# in reactor/reactor.cpp
# caught by slots removed behind-removed destroyed itself reused added budget retired
/^void Reactor::remove/,/^}/s/  demultiplexer_->remove(slot);/  demultiplexer_->change(slot, {true, false});/
