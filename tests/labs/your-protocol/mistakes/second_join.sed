# a member may join once more
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by order
s/    if (is_of_type(object, "leave")) return {Request::Kind::leave, {}};/&\n    if (is_of_type(object, "join")) return {Request::Kind::join, *find(object, "name")};/
