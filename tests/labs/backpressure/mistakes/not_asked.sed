# what was appended in this turn is taken for a backlog
# in apps/server/backpressure.cpp
# caught by asks-first
/::send_now/,/^}/s/  participant.try_to_send();//
