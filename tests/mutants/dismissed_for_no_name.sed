# a newcomer that was dismissed is closed again for giving no name
# in apps/server/stream_member.cpp
# found by StoppingServer.*
/^void StreamMember::dismiss/,/^}/s/  join_timer_.stop();//
