# a stop is noticed in a wait only: time at a breakpoint in a handler counts
# in platform/running_time.cpp
s/if (is_limited \&\& gap/if (is_limited \&\& expected_ > milliseconds(0) \&\& gap/
