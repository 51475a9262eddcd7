# the stream is half-closed while output is unsent
# in reactor/connection.cpp
# caught by backlog both-ends silent slow lingers half-close gone
/::settle/,/^}/s/output_ == Output::ending && unsent() == 0/output_ == Output::ending/
