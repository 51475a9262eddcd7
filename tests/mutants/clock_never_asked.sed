# a turn goes on however long it has lasted, as long as its budget is not used up
# in reactor/reactor.cpp
# found by ReactorBudget.*
s/  return now() - turn_time_ < time_for_a_turn;/  return true;/
