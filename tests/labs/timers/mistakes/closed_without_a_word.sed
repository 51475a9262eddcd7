# the client is closed, and the log does not say why
# in apps/server/stream_member.cpp
# caught by join-timeout
/::on_timer/,/^}/s/    server_.log.line(.*//
