# after descriptors were used up once, nobody is accepted any more
# in reactor/acceptor.cpp
s/  resting_.start(rest_after_exhaustion);//
