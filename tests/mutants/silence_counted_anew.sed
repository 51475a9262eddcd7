# a silent member waits for the whole of its time again if another was removed first
# in apps/server/datagram_endpoint.cpp
# found by DatagramMembersOfFewWords.*
s/silence_.start(std::chrono::ceil<milliseconds>(due - now()))/silence_.start(limit)/
