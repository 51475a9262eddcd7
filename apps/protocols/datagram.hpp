// The `datagram` protocol (UDP 3000): each datagram is a message, and may be lost.
//
// UDP keeps boundaries and guarantees nothing else. The source address identifies the sender. The
// name before each text is only shown: a digit, a name with as many characters as the digit says,
// then the text.
#pragma once

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class DatagramProtocol : public Protocol {
 public:
  std::string_view name() const override { return "datagram"; }
  Transport transport() const override { return Transport::udp; }
  std::uint16_t default_port() const override { return 3000; }

  std::unique_ptr<RequestDecoder> make_request_decoder(std::size_t max_message) const override;
  std::string encode_welcome() const override;
  std::string encode_refusal(std::string_view reason) const override;
  std::string encode_event(const Event& event) const override;

  std::unique_ptr<ReplyDecoder> make_reply_decoder() const override;
  std::string encode_join(std::string_view name) const override;
  std::string encode_message(std::string_view name, std::string_view text) const override;
  /// UDP has no flow control: a burst would overflow the server's receive buffer.
  Pacing pacing() const override { return {0, 1}; }
  std::string_view leave_word() const override { return "exit@me"; }
};

}  // namespace chatlab
