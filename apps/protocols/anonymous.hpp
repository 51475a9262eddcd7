// The `anonymous` protocol (TCP 5555): a connection is a member, and its address is its name.
//
// There is no name, no welcome, no word for leaving, and no framing either: see named.hpp.
#pragma once

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class AnonymousProtocol : public Protocol {
 public:
  std::string_view name() const override { return "anonymous"; }
  Transport transport() const override { return Transport::tcp; }
  std::uint16_t default_port() const override { return 5555; }
  Identity identity() const override { return Identity::address; }
  bool has_boundaries() const override { return false; }

  std::unique_ptr<RequestDecoder> make_request_decoder(std::size_t max_message) const override;
  std::string encode_welcome() const override;
  std::string encode_refusal(std::string_view reason) const override;
  std::string encode_event(const Event& event) const override;

  std::unique_ptr<ReplyDecoder> make_reply_decoder() const override;
  std::string encode_join(std::string_view name) const override;
  std::string encode_message(std::string_view name, std::string_view text) const override;
  Pacing pacing() const override { return {0, 50}; }
};

}  // namespace chatlab
