# the timer for those who give no name runs on after one was given
# in apps/server/stream_member.cpp
/^void StreamMember::on_welcome/,/^}/s/  join_timer_.stop();//
