# shared output that the system did not accept is not copied, though it is overwritten in the next turn
# in reactor/connection.cpp
# found by Connection*.*
s/^    output_buffer_.own();//
