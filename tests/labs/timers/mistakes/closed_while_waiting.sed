# a client that the server itself keeps waiting is closed
# in apps/server/stream_member.cpp
# caught by kept-waiting
s/  if (!is_awaited()) return join_timer_.start(.*//
