# the length ends at the first byte that is no digit, as with strtoul or atoi
# in apps/protocols/frame.cpp
# caught by malformed given-up
s/if (byte < '0' || byte > '9') return std::nullopt;/if (byte < '0' || byte > '9') break;/
