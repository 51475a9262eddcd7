# a wait that ends a little late is taken for a stop
# in platform/running_time.cpp
# caught by clock-runs breakpoint suspended fires order how-long told byte-by-byte
s/gap > expected_ + longest_turn/gap > expected_/
