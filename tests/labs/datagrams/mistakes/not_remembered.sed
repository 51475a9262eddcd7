# who was removed is not remembered, and so never told again
# in apps/server/datagram_endpoint.cpp
# caught by told-once
s/  recently_removed_.add(source);//
