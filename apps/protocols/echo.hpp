// The `echo` protocol (UDP 5555): each datagram is answered to its sender alone.
//
// An echo client sends one datagram and waits for one, so it receives nothing else: it is not a
// member, and has no name and no notices. The room receives its text with its address as the
// sender.
#pragma once

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class EchoProtocol : public Protocol {
 public:
  std::string_view name() const override { return "echo"; }
  Transport transport() const override { return Transport::udp; }
  std::uint16_t default_port() const override { return 5555; }
  Identity identity() const override { return Identity::none; }

  std::unique_ptr<RequestDecoder> make_request_decoder(std::size_t max_message) const override;
  std::string encode_welcome() const override;
  std::string encode_refusal(std::string_view reason) const override;
  std::string encode_event(const Event& event) const override;

  std::unique_ptr<ReplyDecoder> make_reply_decoder() const override;
  std::string encode_join(std::string_view name) const override;
  std::string encode_message(std::string_view name, std::string_view text) const override;
  Pacing pacing() const override { return {0, 1}; }
};

}  // namespace chatlab
