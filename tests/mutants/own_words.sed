# a member receives its own messages
# in apps/chat/room.cpp
s/if (member != event.subject && member->in_room_)/if (member->in_room_)/
