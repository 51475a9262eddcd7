# a name of two digits is read as one digit and a text
# in apps/protocols/datagram.cpp
# caught by two-digits
/without_name(std/,/^  }/s/if (!prefix_.empty() \&\& .*/if (false) {/
