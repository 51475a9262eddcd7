# a border at the end of what was sent is not passed
# in reactor/output_buffer.cpp
# caught by apart apart-in-part pieces progress memory
s/borders_\[next_border_\] <= consumed_/borders_[next_border_] < consumed_/
