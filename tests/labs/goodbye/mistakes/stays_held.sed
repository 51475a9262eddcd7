# a held connection is not read while it finishes
# in reactor/connection.cpp
# caught by held
/::finish/,/^}/s/  if (input_ == Input::held) input_ = Input::open;//
