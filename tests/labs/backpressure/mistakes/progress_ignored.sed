# a member that reads slowly is taken for one that has stopped
# in apps/server/backpressure.cpp
# caught by stalled tried
/::is_stalled/,/^}/s/participant.last_progress(), //
