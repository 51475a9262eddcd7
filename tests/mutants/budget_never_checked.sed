# a turn goes on whatever it costs
# in reactor/turn_budget.hpp
s/return spent_ >= allowance_;/return false;/
