# a long name is cut to ten characters, which is no digit
# in apps/protocols/datagram.cpp
# caught by shown
s/first_characters(name, longest_shown_name - 1)/first_characters(name, longest_shown_name)/
