# a share of its own is asked for each newcomer, which limits nothing
# in apps/server/datagram_member.cpp
# caught by overload
s/is_allowed(endpoint_.share(), name, {})/is_allowed(share_, name, {})/
