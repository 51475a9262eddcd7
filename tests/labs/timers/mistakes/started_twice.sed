# a running timer is started without being stopped
# in reactor/timer_queue.cpp
# caught by stopped stops-another
/::start/,/^}/s/^  stop();//
