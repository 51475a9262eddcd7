# a small packet is written after one that exceeded the limit of the capture
# in apps/trace/capture.cpp
# found by Capture*
s/limit_state_ = Limit::reached;//
