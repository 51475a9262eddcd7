# a member is closed because it gave no name in time, although it has joined
# in apps/server/stream_member.cpp
# caught by joined kept-waiting gone
/::stop_being_new/,/^}/s/  join_timer_.stop();//
