# the client has thirty seconds, whatever --join-timeout says
# in apps/server/stream_member.cpp
# caught by join-timeout
/^      joins_as_address_/,/^}/s/join_timer_.start(server.limits.join_timeout)/join_timer_.start(milliseconds(30000))/
