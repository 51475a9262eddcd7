# the log says that the client is closed, and it is not
# in apps/server/stream_member.cpp
# caught by join-timeout byte-by-byte
/::on_timer/,/^}/s/    close();//
