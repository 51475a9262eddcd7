# a reader is closed although its system acknowledges what it reads
# in apps/server/stream_member.cpp
# found by SlowReader.Stays*
s/  if (is_progress) last_acknowledged_ = now();//
