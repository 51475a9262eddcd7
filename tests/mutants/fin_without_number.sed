# a FIN does not consume a sequence number
# in apps/trace/capture.cpp
# found by Capture*
s/tcp_flag::syn + tcp_flag::fin)) != 0/tcp_flag::syn)) != 0/
