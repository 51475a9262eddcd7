# a member that is held departs at its end of stream, whatever waits in its decoder
# in apps/server/stream_member.cpp
s/if (end_ && !held_) depart();/if (end_) depart();/
