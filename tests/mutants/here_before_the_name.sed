# a member is here since it connected, not since it joined
# in apps/server/stream_member.cpp
# found by FramedClients.*
/^void StreamMember::on_welcome/,/^}/s/  here_since_ = now();//
