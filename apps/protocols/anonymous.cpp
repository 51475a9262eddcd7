// The decoders and encoders of `anonymous`: a chunk is a text, relayed as `[ADDRESS] text`.
#include "apps/protocols/anonymous.hpp"

#include <algorithm>

#include "apps/chat/name.hpp"
#include "apps/protocols/bracketed.hpp"
#include "apps/protocols/chunk_replies.hpp"
#include "apps/protocols/chunk_requests.hpp"

namespace chatlab {
namespace {

class AnonymousRequestDecoder : public ChunkRequestDecoder {
 public:
  using ChunkRequestDecoder::ChunkRequestDecoder;

 private:
  void interpret(Request& request) override { request.kind = Request::Kind::say; }
};

class AnonymousReplyDecoder : public ChunkReplyDecoder {
  Reply interpret(std::string_view chunk) const override { return read_bracketed(chunk); }

  std::string_view refusal_in(std::string_view chunk) const override {
    constexpr std::string_view start = "[Server] ";
    const std::string_view reason = chunk.substr(std::min(start.size(), chunk.size()));
    return chunk.substr(0, start.size()) == start && is_refusal(reason) ? reason
                                                                        : std::string_view();
  }
};

}  // namespace

std::unique_ptr<RequestDecoder> AnonymousProtocol::make_request_decoder(
    std::size_t max_message) const {
  return std::make_unique<AnonymousRequestDecoder>(max_message);
}

std::string AnonymousProtocol::encode_welcome() const {
  return {};
}

std::string AnonymousProtocol::encode_refusal(std::string_view reason) const {
  return encode_bracketed(operator_name, reason);
}

std::string AnonymousProtocol::encode_event(const Event& event) const {
  if (event.kind == Event::Kind::said) return encode_bracketed(event.name, event.text);
  return encode_bracketed(operator_name, notice_text(event.kind, name_before(']', event.name)));
}

std::unique_ptr<ReplyDecoder> AnonymousProtocol::make_reply_decoder() const {
  return std::make_unique<AnonymousReplyDecoder>();
}

std::string AnonymousProtocol::encode_join(std::string_view) const {
  return {};
}

std::string AnonymousProtocol::encode_message(std::string_view, std::string_view text) const {
  return std::string(text);
}

}  // namespace chatlab
