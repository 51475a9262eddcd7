# newcomers are let in while memory is short
# in apps/server/datagram_endpoint.cpp
# caught by overload
s/    if (server().memory.is_short()) return .*//
