# the share is asked when the member has left already
# in apps/server/datagram_member.cpp
# caught by overload
/::join/,/^}/s/  if (!is_allowed(.*//
/::join/,/^}/s/  leave(Departure::by_own_word);/&\n  if (!is_allowed(endpoint_.share(), name, {})) return endpoint_.drop(source_);/
