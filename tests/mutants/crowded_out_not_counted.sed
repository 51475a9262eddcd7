# connections that are crowded out are not counted as refused
# in apps/server/stream_member.cpp
# found by Newcomers.*
/^void StreamMember::crowd_out/,/^}/s/  ++server_.statistics.refused;//
