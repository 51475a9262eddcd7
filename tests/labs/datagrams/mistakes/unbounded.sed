# every address that ever was removed is remembered
# in apps/server/recently_removed.cpp
# caught by bounded
s/  if (order_.size() > most_addresses) .*//
