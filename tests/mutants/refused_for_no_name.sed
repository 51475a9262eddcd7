# a client that was refused its name is closed again for giving none
# in apps/server/stream_member.cpp
# found by StrangersWhoAreRefused.*
/^void StreamMember::refuse/,/^}/s/  join_timer_.stop();//
