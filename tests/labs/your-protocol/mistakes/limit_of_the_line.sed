# the limit for texts is applied to lines, and so to the escapes
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by limits malformed requests any-cut
s/  return 6 \* max_message + 64;/  return max_message + 64;/
