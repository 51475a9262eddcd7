# the timer for members without a name keeps running after a name was given
# in apps/server/stream_member.cpp
/^void StreamMember::on_welcome/,/^}/s/  join_timer_.stop();//
