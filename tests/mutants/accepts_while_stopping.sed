# a server that stops still accepts connections
# in apps/server/stream_endpoint.cpp
# found by StoppingServer.*
/^void StreamEndpoint::stop/,/^}/s/  server_.reactor.remove(\*this);//
