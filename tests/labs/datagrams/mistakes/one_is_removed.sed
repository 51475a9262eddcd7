# when one silent member was removed, the next is not looked for
# in apps/server/datagram_endpoint.cpp
# caught by idle
/::on_work/,/^}/s/  server().reactor.request_work(\*this);//
