# once descriptors were exhausted, no connection is accepted any more
# in reactor/acceptor.cpp
s/  resting_.start(rest_after_exhaustion);//
