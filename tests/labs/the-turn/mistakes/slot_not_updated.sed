# the handler that moves into the free slot is not told its new slot
# in reactor/reactor.cpp
# caught by slots removed destroyed itself added reused behind-removed budget called wanted retired
/^void Reactor::remove/,/^}/s/  handlers_\[slot\]->registration_.slot = slot;//
