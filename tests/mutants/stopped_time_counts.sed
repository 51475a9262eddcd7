# time for which the program was stopped counts
# in platform/running_time.cpp
s/if (is_limited \&\& gap > .*$//
