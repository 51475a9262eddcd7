# a turn goes on whatever it costs
# in reactor/run_queue.cpp apps/server/stream_member.cpp
s/ \&\& !budget.is_used_up()//
/^  const std::size_t end_of_share = /d
s/^  while (next_request(request)) {/&\n    const std::size_t end_of_share = budget.spent() + budget.share();/
s/budget.spent() >= end_of_share || budget.is_used_up()/budget.spent() >= end_of_share/
