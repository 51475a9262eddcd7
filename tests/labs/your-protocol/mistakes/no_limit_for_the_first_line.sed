# a client that has not joined may make the server store as much as a member
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by limits
s/has_joined_ ? longest_line(max_message_) : longest_name_field/longest_line(max_message_ + 1000)/
