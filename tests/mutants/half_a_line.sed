# if a connection breaks within a line, the part that arrived is said
# in apps/server/stream_member.cpp
s/if (!error) decoder_->end();/decoder_->end();/
