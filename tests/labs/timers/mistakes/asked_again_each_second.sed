# while a client is kept waiting, its timer fires each second
# in apps/server/stream_member.cpp
# caught by kept-waiting
s/  if (!is_awaited()) return join_timer_.start(.*/  if (!is_awaited()) return join_timer_.start(milliseconds(1000));/
