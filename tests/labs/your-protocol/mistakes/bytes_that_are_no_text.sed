# what was typed is sent as it is, UTF-8 or not
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by client-writes
s/{"type", "say"}, {"text", clean_text(text)}/{"type", "say"}, {"text", std::string(text)}/
