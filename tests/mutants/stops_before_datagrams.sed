# the server does not wait for datagrams when it stops
# in apps/server/udp_endpoint.hpp
# found by ServerWithDatagramMembers.*
s/return !waiting_.is_empty();/return false;/
