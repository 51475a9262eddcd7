# the client keeps a line of any length that a server begins
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by bad-replies
s/next_line(lines_, line, longest_reply)/next_line(lines_, line, static_cast<std::size_t>(-1))/
