# each byte that arrives starts the join timeout anew
# in apps/server/stream_member.cpp
# caught by byte-by-byte
/::on_bytes/,/^}/s/^  server_.statistics.bytes_in += .*/&\n  if (join_timer_.is_running()) join_timer_.start(server_.limits.join_timeout);/
