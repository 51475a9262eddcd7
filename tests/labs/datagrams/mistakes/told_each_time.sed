# every datagram of a removed member is answered, also a forged one
# in apps/server/recently_removed.cpp
# caught by told-once bounded
s/if (addresses_.erase(address) == 0) return false;/return addresses_.count(address) != 0;/
