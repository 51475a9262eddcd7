# a client that was kept waiting once has no time limit any more
# in apps/server/stream_member.cpp
# caught by kept-waiting
s/  if (!is_awaited()) return join_timer_.start(.*/  if (!is_awaited()) return;/
