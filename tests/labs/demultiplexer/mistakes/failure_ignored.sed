# a call that fails is taken for one that has found nothing
# in platform/posix/select_demultiplexer.cpp
# caught by failure
s/  if (to_find < 0 \&\& errno != EAGAIN) throw .*//
