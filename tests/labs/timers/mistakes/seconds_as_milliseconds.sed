# the timeout in seconds is taken for milliseconds
# in apps/server/stream_member.cpp
# caught by join-timeout joined gone byte-by-byte kept-waiting
/^      joins_as_address_/,/^}/s/join_timer_.start(server.limits.join_timeout)/join_timer_.start(milliseconds(server.limits.join_timeout.count()))/
