# who was a member once is told so whenever it speaks: its address may be another's by now
# in apps/server/recently_removed.cpp
/^bool RecentlyRemoved::forget/,/^}/s/addresses_.erase(address) == 0/addresses_.count(address) == 0/
/^bool RecentlyRemoved::forget/,/^}/s/  order_.erase(.*);//
