# a member that is removed for its silence is not told
# in apps/server/datagram_endpoint.cpp
s|^  member.tell(removed_text);||
