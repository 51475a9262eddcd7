# a name that was banned may come back
# in apps/chat/room.cpp
s/if (is_banned(name)) return Refusal::banned;//
