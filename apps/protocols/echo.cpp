// The decoders and encoders of `echo`: a datagram is a text, answered as `[ADDRESS] text`.
#include "apps/protocols/echo.hpp"

#include <optional>
#include <utility>

#include "apps/chat/name.hpp"
#include "apps/protocols/bracketed.hpp"

namespace chatlab {
namespace {

class EchoRequestDecoder : public RequestDecoder {
 public:
  explicit EchoRequestDecoder(std::size_t max_message) : max_message_(max_message) {}

  void feed(std::string_view datagram) override {
    request_ = {Request::Kind::say, std::string(datagram)};
    if (datagram.size() > max_message_) request_ = message_too_long(max_message_);
  }

  bool next(Request& request) override {
    if (!request_) return false;
    request = std::move(*request_);
    request_.reset();
    return true;
  }

 private:
  std::size_t max_message_;
  std::optional<Request> request_;  // of the last datagram, until next() returns it
};

class EchoReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view datagram) override { reply_ = read_bracketed(datagram); }

  bool next(Reply& reply) override {
    if (!reply_) return false;
    reply = std::move(*reply_);
    reply_.reset();
    return true;
  }

 private:
  std::optional<Reply> reply_;  // of the last datagram, until next() returns it
};

}  // namespace

std::unique_ptr<RequestDecoder> EchoProtocol::make_request_decoder(std::size_t max_message) const {
  return std::make_unique<EchoRequestDecoder>(max_message);
}

std::string EchoProtocol::encode_welcome() const {
  return {};
}

std::string EchoProtocol::encode_refusal(std::string_view reason) const {
  return encode_bracketed(operator_name, reason);
}

std::string EchoProtocol::encode_event(const Event& event) const {
  return encode_bracketed(event.name, event.text);
}

std::unique_ptr<ReplyDecoder> EchoProtocol::make_reply_decoder() const {
  return std::make_unique<EchoReplyDecoder>();
}

std::string EchoProtocol::encode_join(std::string_view) const {
  return {};
}

std::string EchoProtocol::encode_message(std::string_view, std::string_view text) const {
  return std::string(text);
}

}  // namespace chatlab
