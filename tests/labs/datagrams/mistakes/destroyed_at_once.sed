# a forgotten member is destroyed while its functions may be on the stack
# in apps/server/datagram_endpoint.cpp
# caught by forgotten
s/  server().reactor.retire(std::move(found->second));//
