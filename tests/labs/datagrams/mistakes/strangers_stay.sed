# a sender that has not joined is kept like a member
# in apps/server/datagram_endpoint.cpp
# caught by idle by-address told-once unreachable join-twice overload
/^  if (!member.is_in_room()) {/,/^  }/d
