# a second welcome is shown as a message
# in apps/protocols/datagram.cpp
# caught by repeats
s/const bool is_answer = datagram == welcome_text ||/const bool is_answer = (!is_welcome_ \&\& datagram == welcome_text) ||/
