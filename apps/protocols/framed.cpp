// The decoders and encoders of `framed`: requests are single frames, messages are pairs of frames.
#include "apps/protocols/framed.hpp"

#include <optional>
#include <utility>

#include "apps/chat/name.hpp"
#include "apps/protocols/frame.hpp"

namespace chatlab {
namespace {

constexpr const char* malformed_header = "Malformed message: its header is no length";

std::string message(std::string_view sender, std::string_view text) {
  std::string bytes;
  bytes.reserve(2 * frame_header_size + sender.size() + text.size());
  append_frame(bytes, sender);
  append_frame(bytes, text);
  return bytes;
}

class FramedRequestDecoder : public RequestDecoder {
 public:
  explicit FramedRequestDecoder(std::size_t max_message) : max_message_(max_message) {}

  void feed(std::string_view bytes) override { frames_.feed(bytes); }

  std::string unfinished() const override { return frames_.unfinished(); }

  bool next(Request& request) override {
    FrameReader::Found found;
    do {
      found = frames_.next(request.text, has_name_ ? max_message_ : longest_name_field);
    } while (found == FrameReader::Found::payload && request.text.empty());  // ignored
    switch (found) {
      case FrameReader::Found::nothing:
        return false;
      case FrameReader::Found::payload:
        request.kind = kind_of(request.text);
        return true;
      case FrameReader::Found::malformed:
        request = {Request::Kind::malformed, malformed_header};
        return true;
      case FrameReader::Found::too_long:
        break;
    }
    request = has_name_ ? message_too_long(max_message_) : name_too_long();
    return true;
  }

 private:
  Request::Kind kind_of(std::string_view payload) {
    if (!has_name_) {
      has_name_ = true;
      return Request::Kind::join;
    }
    return payload == "exit@me" ? Request::Kind::leave : Request::Kind::say;
  }

  std::size_t max_message_;
  FrameReader frames_;
  bool has_name_ = false;  // true once the first frame, the name, has come
};

class FramedReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view bytes) override { frames_.feed(bytes); }

  std::string unfinished() const override {
    const std::string frame = frames_.unfinished();
    return frame.empty() && sender_ ? "between a sender and its text" : frame;
  }

  bool next(Reply& reply) override {
    std::string payload;
    for (;;) {
      switch (frames_.next(payload, longest_reply)) {
        case FrameReader::Found::nothing:
          return false;
        case FrameReader::Found::payload:
          if (complete(reply, std::move(payload))) return true;
          break;
        case FrameReader::Found::malformed:
          reply = {Reply::Kind::malformed, {}, malformed_header};
          return true;
        case FrameReader::Found::too_long:
          reply = {Reply::Kind::malformed, {}, too_long_text(longest_reply)};
          return true;
      }
    }
  }

 private:
  // The first frame is the answer to the name. Later frames come in pairs: sender and text. Returns
  // true if `reply` is complete.
  bool complete(Reply& reply, std::string payload) {
    if (!answered_) {
      answered_ = true;
      reply = first_answer(std::move(payload));
      return true;
    }
    if (!sender_) {
      sender_ = std::move(payload);
      return false;
    }
    reply = {Reply::Kind::message, std::move(*sender_), std::move(payload)};
    sender_.reset();
    return true;
  }

  FrameReader frames_;
  bool answered_ = false;              // true once the answer to the name has come
  std::optional<std::string> sender_;  // of the message whose text comes next
};

}  // namespace

std::unique_ptr<RequestDecoder> FramedProtocol::make_request_decoder(
    std::size_t max_message) const {
  return std::make_unique<FramedRequestDecoder>(max_message);
}

std::string FramedProtocol::encode_welcome() const {
  return encode_frame(welcome_text);
}

std::string FramedProtocol::encode_refusal(std::string_view reason) const {
  return encode_frame(reason);
}

std::string FramedProtocol::encode_event(const Event& event) const {
  if (event.kind == Event::Kind::said) return message(event.name, event.text);
  return message(operator_name, notice_text(event.kind, event.name));
}

std::unique_ptr<ReplyDecoder> FramedProtocol::make_reply_decoder() const {
  return std::make_unique<FramedReplyDecoder>();
}

std::string FramedProtocol::encode_join(std::string_view name) const {
  return encode_frame(name);
}

std::string FramedProtocol::encode_message(std::string_view, std::string_view text) const {
  return encode_frame(text);
}

std::string FramedProtocol::encode_leave(std::string_view) const {
  return encode_frame(leave_word());
}

}  // namespace chatlab
