# after a short send, everything is sent again from the beginning
# in reactor/connection.cpp
# caught by short-send pieces interest
s/    output_buffer_.consume(result.bytes);/    if (!is_short) output_buffer_.consume(result.bytes);/
