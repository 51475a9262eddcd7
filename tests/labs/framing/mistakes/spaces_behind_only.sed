# spaces before the digits are not accepted
# in apps/protocols/frame.cpp
# caught by spaces empty
s/const std::size_t first = header.find_first_not_of(' ');/const std::size_t first = header[0] == ' ' ? header.size() : 0;/
s/if (first == std::string_view::npos)/if (first != 0)/
