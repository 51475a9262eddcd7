# a reset that a receive reports leaves the output open
# in reactor/connection.cpp
# caught by reset gone
/^void Connection::end_input/,/^}/s/  if (error) break_output(error);//
