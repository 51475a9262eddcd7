# a datagram member is identified by its IP alone, without the port
# in apps/server/datagram_endpoint.cpp
s/members_.find(from)/members_.find(Address(from.family(), from.bytes(), 0))/
s/members_.emplace(from, /members_.emplace(Address(from.family(), from.bytes(), 0), /
s/members_.find(member.source())/members_.find(Address(member.source().family(), member.source().bytes(), 0))/
