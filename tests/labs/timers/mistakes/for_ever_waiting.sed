# after a wait the program still means to wait: a breakpoint then is no stop
# in platform/running_time.cpp
# caught by breakpoint join-timeout
/::end_wait/,/^}/s/  expected_ = milliseconds(0);//
