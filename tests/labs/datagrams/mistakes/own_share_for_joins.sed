# joining is charged to a share of its own, which limits nothing
# in apps/server/datagram_member.cpp
# caught by overload
s/is_allowed(endpoint_.share(), name, {})/is_allowed(share_, name, {})/
s/charge(endpoint_.share(), before)/charge(share_, before)/
