# a member that has used up its share of a turn loses its next request
# in apps/server/stream_member.cpp
/^void StreamMember::serve()/,/^}/s/^    budget.charge_request(.*);/&\n    if (budget.spent() >= end_of_share || budget.is_used_up()) return stand_in_line();/
