# the operator is released when the turn has room for it, though it floods a congested room
# in apps/server/operator_console.cpp
# found by FloodOfTheOperator.*
s/  if (!held_) console_->hold(false);/  console_->hold(false);/
