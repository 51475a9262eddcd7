# a failed send closes the connection, and what the peer has said is never read
# in reactor/connection.cpp
# caught by last-words broken-pipe gone reset
/::break_output/,/^}/s/  output_buffer_.clear();/&\n  close();/
