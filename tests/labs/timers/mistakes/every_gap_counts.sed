# the clock goes on while the program is stopped
# in platform/running_time.cpp
# caught by breakpoint suspended join-timeout
s/ stopped_ += gap;/ stopped_ += gap - gap;/
