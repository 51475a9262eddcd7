// The `line` protocol (TCP 5001): a newline ends each message.
//
// The oldest way to draw boundaries into a stream, and one that a user can type with nc or telnet.
// The price: a message can't contain a newline. Only the name may come without one, as the first
// chunk.
#pragma once

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class LineProtocol : public Protocol {
 public:
  std::string_view name() const override { return "line"; }
  Transport transport() const override { return Transport::tcp; }
  std::uint16_t default_port() const override { return 5001; }

  std::unique_ptr<RequestDecoder> make_request_decoder(std::size_t max_message) const override;
  std::string encode_welcome() const override;
  std::string encode_refusal(std::string_view reason) const override;
  std::string encode_event(const Event& event) const override;

  std::unique_ptr<ReplyDecoder> make_reply_decoder() const override;
  std::string encode_join(std::string_view name) const override;
  std::string encode_message(std::string_view name, std::string_view text) const override;
  std::string_view leave_word() const override { return "bye"; }
  std::string encode_leave(std::string_view name) const override;
};

}  // namespace chatlab
