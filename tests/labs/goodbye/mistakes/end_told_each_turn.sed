# the end of the stream is told in each turn
# in reactor/connection.cpp
# caught by end-told both-ends reset last-words lingers held gone
/::end_input/,/^}/s/  input_ = Input::ended;//
