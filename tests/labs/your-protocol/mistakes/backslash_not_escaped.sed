# a backslash in a text escapes what follows
# in tests/protocols_to_add/json/apps/protocols/json_object.cpp
# caught by escapes
s/    if (character == '"' || character == .*/    if (character == '"') string += '\\\\';/
