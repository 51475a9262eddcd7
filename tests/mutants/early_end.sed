# the end of the stream is handled before requests that still wait
# in apps/server/stream_member.cpp
/^void StreamMember::on_end/,/^}/s/serve_in_turn();/depart();/
