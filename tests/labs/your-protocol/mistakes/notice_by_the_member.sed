# a notice is shown as said by the member that it is about
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by replies
s/return {Reply::Kind::message, std::string(operator_name), notice_text(kind, name)};/return {Reply::Kind::message, name, notice_text(kind, name)};/
