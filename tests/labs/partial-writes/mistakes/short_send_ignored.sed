# send is believed to accept everything
# in reactor/connection.cpp
# caught by short-send would-block pieces interest progress
s/output_buffer_.consume(result.bytes);/output_buffer_.consume(piece.size());/
