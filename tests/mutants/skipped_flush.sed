# after a cancelled flush, no more connections are flushed
# in reactor/reactor.cpp
s/if (handler == nullptr) continue;/if (handler == nullptr) break;/
