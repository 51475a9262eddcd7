# joining is never refused in a congestion
# in apps/server/datagram_member.cpp
# caught by overload
/::join/,/^}/s/  if (!is_allowed(.*//
