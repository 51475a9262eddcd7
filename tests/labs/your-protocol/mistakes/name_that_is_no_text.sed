# a name is sent as it was typed, although JSON is UTF-8
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by client-writes
s/{"name", clean_text(name)}/{"name", std::string(name)}/
