# a long name is cut by bytes, perhaps inside of a character
# in apps/protocols/datagram.cpp
# caught by shown
s/std::string(first_characters(name, longest_shown_name - 1))/std::string(name.substr(0, longest_shown_name - 1))/
