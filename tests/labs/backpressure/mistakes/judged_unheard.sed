# a member is judged by what the system has reported
# in apps/server/backpressure.cpp
# caught by tried
/::judge/,/^}/s/  if (is_congested_) participant.try_to_send();//
