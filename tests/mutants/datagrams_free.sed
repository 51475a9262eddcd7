# datagrams that wait cost nothing, so more are made than sent
# in apps/server/udp_endpoint.cpp
# found by ServerWithDatagramMembers.DeliversNothingMoreWhileDatagramsWait
/deliveries().charge_send/d
