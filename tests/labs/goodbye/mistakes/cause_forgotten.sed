# after a failed send, the end is told as an orderly one
# in reactor/connection.cpp
# caught by last-words
/::end_input/,/^}/s/  if (!error && output_error_ .*//
