# a member is found by its IP alone, without the port
# in apps/server/datagram_endpoint.cpp
# caught by by-address unreachable idle told-once join-twice forgotten overload
s/members_.find(from)/members_.find(Address(from.family(), from.bytes(), 0))/
s/members_.emplace(from, /members_.emplace(Address(from.family(), from.bytes(), 0), /
s/members_.find(member.source())/members_.find(Address(member.source().family(), member.source().bytes(), 0))/
