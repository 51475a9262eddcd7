# closed after the half-close, although the peer may still be sending
# in reactor/connection.cpp
# caught by lingers both-ends held silent
s/(output_ == Output::ended && input_ == Input::ended)/output_ == Output::ended/
