#include "apps/protocols/echo.hpp"

#include <deque>

#include "apps/chat/name.hpp"
#include "apps/protocols/bracketed.hpp"

namespace chatlab {
namespace {

class EchoRequestDecoder : public RequestDecoder {
 public:
  explicit EchoRequestDecoder(std::size_t max_message) : max_message_(max_message) {}

  void feed(std::string_view datagram) override { datagrams_.emplace_back(datagram); }

  bool next(Request& request) override {
    if (datagrams_.empty()) return false;
    request = {Request::Kind::say, std::move(datagrams_.front())};
    datagrams_.pop_front();
    if (request.text.size() > max_message_) {
      request = {Request::Kind::malformed, too_long_text(request.text.size(), max_message_)};
    }
    return true;
  }

 private:
  std::size_t max_message_;
  std::deque<std::string> datagrams_;
};

}  // namespace

std::unique_ptr<RequestDecoder> EchoProtocol::make_request_decoder(std::size_t max_message) const {
  return std::make_unique<EchoRequestDecoder>(max_message);
}

std::string EchoProtocol::encode_welcome() const {
  return {};
}

std::string EchoProtocol::encode_refusal(std::string_view reason) const {
  return bracketed(operator_name, reason);
}

std::string EchoProtocol::encode_event(const Event& event) const {
  return bracketed(event.name, event.text);
}

std::unique_ptr<ReplyDecoder> EchoProtocol::make_reply_decoder() const {
  return std::make_unique<BracketedReplyDecoder>();
}

std::string EchoProtocol::encode_join(std::string_view) const {
  return {};
}

std::string EchoProtocol::encode_message(std::string_view, std::string_view text) const {
  return std::string(text);
}

}  // namespace chatlab
