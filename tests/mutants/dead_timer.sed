# a timer fires after its owner was destroyed
# in reactor/timer_queue.hpp apps/server/stream_member.cpp
s/~Timer() { stop(); }/~Timer() = default;/
/^void StreamMember::on_closed/,/^}/s/  stop_being_new();/  server_.newcomers.remove(newcomer_number_);/
