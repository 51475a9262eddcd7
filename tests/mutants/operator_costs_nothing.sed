# what the operator says is not charged to it
# in apps/server/operator_console.cpp
# found by FloodOfTheOperator.*
s/  server_.backpressure.charge(\*this, .*//
