// The `named` protocol (TCP 4000): no framing at all; one receive is one message.
//
// TCP guarantees no such thing: two messages sent in quick succession may arrive as one chunk, and
// one message as two chunks. All that either side can do is to send each message by itself, and to
// leave time between two of them.
#pragma once

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class NamedProtocol : public Protocol {
 public:
  std::string_view name() const override { return "named"; }
  Transport transport() const override { return Transport::tcp; }
  std::uint16_t default_port() const override { return 4000; }
  bool has_boundaries() const override { return false; }

  std::unique_ptr<RequestDecoder> make_request_decoder(std::size_t max_message) const override;
  std::string encode_welcome() const override;
  std::string encode_refusal(std::string_view reason) const override;
  std::string encode_event(const Event& event) const override;

  std::unique_ptr<ReplyDecoder> make_reply_decoder() const override;
  std::string encode_join(std::string_view name) const override;
  std::string encode_message(std::string_view name, std::string_view text) const override;
  Pacing pacing() const override { return {250, 50}; }
  std::string_view leave_word() const override { return "q"; }
  std::string encode_leave(std::string_view name) const override;
};

}  // namespace chatlab
