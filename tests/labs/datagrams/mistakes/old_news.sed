# a member that joins again is still among those who were removed
# in apps/server/datagram_endpoint.cpp
# caught by told-once
s/  if (is_stranger) recently_removed_.forget(from);//
