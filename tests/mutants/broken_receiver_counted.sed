# a message to a broken connection is counted
# in apps/server/stream_member.cpp
# found by BusyServer.*
/^void StreamMember::deliver/,/^}/s/ || output_is_broken()//
