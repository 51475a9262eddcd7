# a member's words refuse the client of another
# in apps/protocols/anonymous.cpp
# found by AnonymousClient.*
s/chunk.substr(0, start.size()) == start \&\& //
