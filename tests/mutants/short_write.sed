# what a short write did not accept is lost
# in reactor/connection.cpp
s/output_buffer_.consume(result.bytes);/output_buffer_.consume(piece.size());/
