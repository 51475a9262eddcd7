# a connection is closed at once after its last words: input unread then resets it
# in reactor/connection.cpp
s/if (finishing_ && (input_ended_ || output_broken_)) return close();/if (finishing_) return close();/
