# a timer fires after its owner was destroyed
# in reactor/timer_queue.cpp apps/server/stream_member.cpp
/^Timer::~Timer/,/^}/s/  stop();//
/^void StreamMember::on_closed/,/^}/s/  stop_being_new();/  server_.newcomers.remove(newcomer_number_);/
