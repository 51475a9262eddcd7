# a few bytes over UDP are answered with thousands
# in apps/server/datagram_member.cpp
s/constexpr std::size_t most_amplification = 10;/constexpr std::size_t most_amplification = 1000;/
