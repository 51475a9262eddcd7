#include "apps/protocols/anonymous.hpp"

#include "apps/chat/name.hpp"
#include "apps/protocols/bracketed.hpp"
#include "apps/protocols/chunk_requests.hpp"

namespace chatlab {
namespace {

class AnonymousRequestDecoder : public ChunkRequestDecoder {
 public:
  using ChunkRequestDecoder::ChunkRequestDecoder;

 private:
  void interpret(Request& request) override { request.kind = Request::Kind::say; }
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
  return bracketed(operator_name, reason);
}

std::string AnonymousProtocol::encode_event(const Event& event) const {
  if (event.kind == Event::Kind::said) return bracketed(event.name, event.text);
  return bracketed(operator_name, notice_text(event));
}

std::unique_ptr<ReplyDecoder> AnonymousProtocol::make_reply_decoder() const {
  return std::make_unique<BracketedReplyDecoder>();
}

std::string AnonymousProtocol::encode_join(std::string_view) const {
  return {};
}

std::string AnonymousProtocol::encode_message(std::string_view, std::string_view text) const {
  return std::string(text);
}

}  // namespace chatlab
