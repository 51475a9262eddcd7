# a member whose connection breaks stays in the room
# in apps/server/stream_member.cpp
/^void StreamMember::depart/,/^}/s/server_.room.leave.*Departure::unexpectedly);/if (by_closing) server_.room.leave(*this, Departure::by_own_word);/
/^void StreamMember::leave_closed/,/^}/s/  server_.room.leave.*//
