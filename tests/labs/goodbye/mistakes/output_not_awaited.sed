# closed when the peer has ended, although output is unsent
# in reactor/connection.cpp
# caught by both-ends gone
s/(output_ == Output::ended && input_ == Input::ended)/input_ == Input::ended/
