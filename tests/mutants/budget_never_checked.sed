# a turn goes on whatever it costs
# in reactor/run_queue.cpp apps/server/stream_member.cpp
s/ && !budget.is_used_up()//
s/budget.spent() >= end_of_share || budget.is_used_up()/false/
