# a quote in a text ends the string
# in tests/protocols_to_add/json/apps/protocols/json_object.cpp
# caught by escapes
s/    if (character == '"' || character == .*//
