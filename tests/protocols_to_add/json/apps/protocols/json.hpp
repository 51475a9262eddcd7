// The `json` protocol (TCP 5050): each message is a JSON object on a line of its own.
//
// The boundary is the newline, as in `line`; inside a message the parts have names, so that nothing
// in a name or a text can be mistaken for a delimiter. Its price: everything is quoted and escaped.
#pragma once

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class JsonProtocol : public Protocol {
 public:
  std::string_view name() const override { return "json"; }
  Transport transport() const override { return Transport::tcp; }
  std::uint16_t default_port() const override { return 5050; }

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
