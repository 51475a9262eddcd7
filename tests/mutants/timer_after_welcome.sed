# the timer for members without a name keeps running after a name was given
# in apps/server/stream_member.cpp
/^void StreamMember::on_welcome/,/^}/s/  stop_being_new();/  server_.newcomers.remove(newcomer_number_);/
