# after a malformed line the next one is read
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by malformed limits bad-replies
s/    if (request.kind == Request::Kind::malformed) lines_.give_up();//
