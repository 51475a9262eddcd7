# as long as one member talks, no silent one is noticed
# in apps/server/datagram_endpoint.cpp
# caught by idle
s/if (!silence_.is_running()) silence_.start/silence_.start/
