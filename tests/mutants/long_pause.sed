# accepting pauses for a second if descriptors are exhausted: a newcomer waits for several of them
# in reactor/acceptor.cpp
# found by AcceptorPosix.*
s/rest_after_exhaustion{100}/rest_after_exhaustion{1000}/
