# a silent member has the whole time again if another was removed first
# in apps/server/datagram_endpoint.cpp
# caught by idle
s/silence_.start(std::chrono::ceil<milliseconds>(due - now()))/silence_.start(limit)/
