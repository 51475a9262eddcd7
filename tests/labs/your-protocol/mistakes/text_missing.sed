# a member that is missing is read nevertheless
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by malformed
s/    if (text == nullptr) return malformed("a say needs a text");//
