# finish() closes at once, with output unsent and input unread
# in reactor/connection.cpp
# caught by lingers both-ends held silent slow gone
/^void Connection::finish/,/^}/s/  linger_.start(linger_interval);/&\n  close();/
