# the first frame of a connection may be as long as a message
# in apps/protocols/framed.cpp
# found by FramedServer.*
s/has_name_ ? max_message_ : longest_name_field/max_message_/
