# a silent member is removed and not told
# in apps/server/datagram_endpoint.cpp
# caught by idle told-once
s/  member.tell(removed_text);//
