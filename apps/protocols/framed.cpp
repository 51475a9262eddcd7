#include "apps/protocols/framed.hpp"

#include <algorithm>
#include <optional>

#include "apps/chat/name.hpp"

namespace chatlab {
namespace {

constexpr std::size_t header_size = 10;

// How long a message from a server may be. Ours has a limit of its own; others have none.
constexpr std::size_t max_reply = 16 * 1024 * 1024;

std::string frame(std::string_view payload) {
  std::string bytes = std::to_string(payload.size());
  bytes.resize(header_size, ' ');
  return bytes.append(payload);
}

std::string message(std::string_view sender, std::string_view text) {
  return frame(sender) + frame(text);
}

// Digits with spaces on either side, and nothing else. Ten digits fit into 64 bits.
std::optional<std::uint64_t> parse_header(std::string_view header) {
  const std::size_t first = header.find_first_not_of(' ');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t last = header.find_last_not_of(' ');
  std::uint64_t size = 0;
  for (const char byte : header.substr(first, last - first + 1)) {
    if (byte < '0' || byte > '9') return std::nullopt;
    size = size * 10 + static_cast<std::uint64_t>(byte - '0');
  }
  return size;
}

class FramedRequestDecoder : public RequestDecoder {
 public:
  explicit FramedRequestDecoder(std::size_t max_message) : frames_(max_message) {}

  void feed(std::string_view bytes) override { frames_.feed(bytes); }

  bool next(Request& request) override {
    FrameReader::Found found;
    do {
      found = frames_.next(request.text);
      if (found == FrameReader::Found::nothing) return false;
    } while (request.text.empty());  // an empty payload is ignored
    request.kind =
        found == FrameReader::Found::malformed ? Request::Kind::malformed : kind_of(request.text);
    return true;
  }

 private:
  Request::Kind kind_of(std::string_view payload) {
    if (!named_) {
      named_ = true;
      return Request::Kind::join;
    }
    return payload == "exit@me" ? Request::Kind::leave : Request::Kind::say;
  }

  FrameReader frames_;
  bool named_ = false;  // the first frame is the name
};

class FramedReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view bytes) override { frames_.feed(bytes); }

  bool next(Reply& reply) override {
    std::string payload;
    for (;;) {
      const FrameReader::Found found = frames_.next(payload);
      if (found == FrameReader::Found::nothing) return false;
      if (found == FrameReader::Found::malformed) {
        reply = {Reply::Kind::malformed, {}, std::move(payload)};
        return true;
      }
      if (complete(reply, std::move(payload))) return true;
    }
  }

 private:
  // The first frame is the answer to the name; later they come in pairs, sender and text.
  bool complete(Reply& reply, std::string payload) {
    if (!answered_) {
      answered_ = true;
      const bool refused = is_refusal(payload);
      reply = {refused ? Reply::Kind::refused : Reply::Kind::welcome, {}, std::move(payload)};
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

  FrameReader frames_{max_reply};
  bool answered_ = false;
  std::optional<std::string> sender_;  // of the message whose text comes next
};

}  // namespace

void FrameReader::feed(std::string_view bytes) {
  if (malformed_) return;
  buffer_.erase(0, start_);
  start_ = 0;
  buffer_.append(bytes);
}

FrameReader::Found FrameReader::next(std::string& payload) {
  const std::string_view unread = std::string_view(buffer_).substr(start_);
  if (unread.size() < header_size) return Found::nothing;
  const std::optional<std::uint64_t> size = parse_header(unread.substr(0, header_size));
  if (!size) return give_up(payload, "Malformed message: its header is no length");
  if (*size > max_payload_) {
    return give_up(payload, too_long_text(static_cast<std::size_t>(*size), max_payload_));
  }
  if (unread.size() - header_size < *size) return Found::nothing;
  payload = unread.substr(header_size, static_cast<std::size_t>(*size));
  start_ += header_size + payload.size();
  return Found::payload;
}

FrameReader::Found FrameReader::give_up(std::string& payload, std::string reason) {
  malformed_ = true;
  buffer_.clear();
  start_ = 0;
  payload = std::move(reason);
  return Found::malformed;
}

std::unique_ptr<RequestDecoder> FramedProtocol::make_request_decoder(
    std::size_t max_message) const {
  return std::make_unique<FramedRequestDecoder>(max_message);
}

std::string FramedProtocol::encode_welcome() const {
  return frame(welcome_text);
}

std::string FramedProtocol::encode_refusal(std::string_view reason) const {
  return frame(reason);
}

std::string FramedProtocol::encode_event(const Event& event) const {
  if (event.kind == Event::Kind::said) return message(event.name, event.text);
  return message(operator_name, notice_text(event));
}

std::unique_ptr<ReplyDecoder> FramedProtocol::make_reply_decoder() const {
  return std::make_unique<FramedReplyDecoder>();
}

std::string FramedProtocol::encode_join(std::string_view name) const {
  return frame(name);
}

std::string FramedProtocol::encode_message(std::string_view, std::string_view text) const {
  return frame(text);
}

std::string FramedProtocol::encode_leave(std::string_view) const {
  return frame(leave_word());
}

}  // namespace chatlab
