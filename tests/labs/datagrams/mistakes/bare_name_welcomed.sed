# a stranger without a name has the name of a member that has none yet: welcome
# in apps/server/datagram_member.cpp
# caught by by-address
s/if (is_in_room() \&\& name_key(name)/if (name_key(name)/
