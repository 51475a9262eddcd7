# a message of exactly the longest length is refused
# in apps/protocols/frame.cpp
# caught by too-long whole
s/if (\*size > limit)/if (*size >= limit)/
