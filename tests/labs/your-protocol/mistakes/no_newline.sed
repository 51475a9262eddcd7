# the lines have no end
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by server-writes client-writes escapes
s/return write_json(members) + '.n';/return write_json(members);/
