# all handlers are called, whatever they cost
# in reactor/reactor.cpp
# caught by budget
s#!system_calls_.is_used_up() && has_time(called)#has_time(called)#
