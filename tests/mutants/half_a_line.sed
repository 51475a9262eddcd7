# a connection that breaks in the midst of a line says the half of it that arrived
# in apps/server/stream_member.cpp
s/if (!error) decoder_->end();/decoder_->end();/
