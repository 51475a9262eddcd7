# the newline at the end of a datagram counts towards the limit
# in apps/protocols/datagram.cpp
# found by DatagramServer.*
s/void feed(std::string_view datagram) override {$/&\n    const std::string_view whole = datagram;/
s/    request_ = interpret(datagram);/&\n    if (whole.size() > max_message_) request_ = message_too_long(max_message_);/
