# a signal while the program asks for input counts as input, and the read waits
# in platform/posix/standard_input.cpp
# found by Interrupted.*
s/return ::poll(&input, 1, 0) > 0;/return ::poll(\&input, 1, 0) != 0;/
