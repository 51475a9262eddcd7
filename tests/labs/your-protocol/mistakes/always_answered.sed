# the client accepts messages before it is welcome
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by bad-replies escapes replies
s/bool is_answered_ = false;/bool is_answered_ = true;/
