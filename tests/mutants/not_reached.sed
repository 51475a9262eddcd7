# dispatching begins with the same handlers in every turn, however many are not reached
# in reactor/reactor.cpp
# found by ReactorBudget.*
s/  not_reached_ = called < ready_.size() .*/  not_reached_ = 0;/
