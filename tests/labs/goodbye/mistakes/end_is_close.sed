# the end of the input is taken for the end of the connection
# in reactor/connection.cpp
# caught by end-told both-ends reset last-words broken-pipe
/::end_input/,/^}/s/if (!finishing_) on_end(error);/if (!finishing_) on_end(error);\n  close();/
