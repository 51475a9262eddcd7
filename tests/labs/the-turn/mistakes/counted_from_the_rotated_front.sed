# the next turn resumes behind as many as this turn has called, wherever this turn began
# in reactor/reactor.cpp
# caught by budget
s/? not_reached_ + called : 0;/? called : 0;/
