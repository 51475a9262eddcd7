# the time of silence is never started
# in apps/server/datagram_endpoint.cpp
# caught by idle told-once
s/  if (!silence_.is_running()) silence_.start(.*//
