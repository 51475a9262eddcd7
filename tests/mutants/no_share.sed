# one flooder has the whole turn to itself, again and again
# in apps/server/stream_member.cpp
# found by BusyServer.*
/^void StreamMember::serve()/,/^}/s/budget.spent() + budget.share()/budget.spent() + 100 * budget.share()/
