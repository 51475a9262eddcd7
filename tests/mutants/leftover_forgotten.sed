# what a turn has no room for is never done
# in apps/server/stream_member.cpp
/^void StreamMember::stand_in_line/,/^}/s/  reactor().request_work.*//
