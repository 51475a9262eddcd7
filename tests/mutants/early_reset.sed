# a connection is closed at once after its last words: input unread then resets it
# in reactor/connection.cpp
s/if (finishing_ && (input_ended_ || output_is_broken())) return close();/if (finishing_) return close();/
