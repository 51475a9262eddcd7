# members count as newcomers, and are closed when there are too many
# in apps/server/stream_member.cpp
# found by Newcomers.*
s/^  server_.newcomers.remove(newcomer_number_);//
