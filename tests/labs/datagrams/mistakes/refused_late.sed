# a refusal that comes late throws a member out
# in apps/protocols/datagram.cpp
# caught by repeats joins-again
s/(!is_welcome_ \&\& is_refusal(datagram))/is_refusal(datagram)/
