# a member whose connection breaks stays in the room
# in apps/server/stream_member.cpp
/^void StreamMember::depart/,/^}/s/  leave(by_closing.*/  if (by_closing) leave(Departure::by_own_word);/
/^void StreamMember::part/,/^}/s/  leave(.*//
