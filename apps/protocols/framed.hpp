// The `framed` protocol (TCP 3000): the length of each message comes before it.
//
// A stream has no boundaries of its own, so the sender draws them: a header of exactly 10 bytes
// with the payload's length in ASCII decimal, then the payload. `5 hello`. However TCP cuts the
// bytes, the reader finds the same messages.
#pragma once

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class FramedProtocol : public Protocol {
 public:
  std::string_view name() const override { return "framed"; }
  Transport transport() const override { return Transport::tcp; }
  std::uint16_t default_port() const override { return 3000; }

  std::unique_ptr<RequestDecoder> make_request_decoder(std::size_t max_message) const override;
  std::string encode_welcome() const override;
  std::string encode_refusal(std::string_view reason) const override;
  std::string encode_event(const Event& event) const override;

  std::unique_ptr<ReplyDecoder> make_reply_decoder() const override;
  std::string encode_join(std::string_view name) const override;
  std::string encode_message(std::string_view name, std::string_view text) const override;
  std::string_view leave_word() const override { return "exit@me"; }
  std::string encode_leave(std::string_view name) const override;
};

}  // namespace chatlab
