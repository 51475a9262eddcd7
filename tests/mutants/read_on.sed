# a member is read on while its requests wait, and so keeps any amount of memory
# in apps/server/stream_member.cpp
# found by BusyServer.*
/^void StreamMember::stand_in_line/,/^}/s/  hold(true);//
