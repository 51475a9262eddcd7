# each turn begins with the first handler, however many were not reached
# in reactor/reactor.cpp
# caught by budget
s/  not_reached_ = called < ready_.size() .*/  not_reached_ = 0;/
