#include "apps/protocols/line.hpp"

#include "apps/chat/name.hpp"

namespace chatlab {
namespace {

constexpr const char* welcome_line = "..... Welcome to the chat. Enter 'bye' anytime to exit....";

// How long a line from a server may be.
constexpr std::size_t max_reply = 16 * 1024 * 1024;

class LineRequestDecoder : public RequestDecoder {
 public:
  explicit LineRequestDecoder(std::size_t max_message) : max_message_(max_message) {}

  // The first chunk begins with the name, whether or not a newline ends it.
  void feed(std::string_view bytes) override {
    if (malformed_) return;
    buffer_.erase(0, start_);
    start_ = 0;
    const bool is_first = !has_name_ && buffer_.empty();
    buffer_.append(bytes);
    if (is_first && bytes.find('\n') == std::string_view::npos) buffer_ += '\n';
  }

  void end() override {
    if (start_ < buffer_.size() && buffer_.back() != '\n') buffer_ += '\n';
  }

  bool next(Request& request) override {
    if (malformed_) return false;
    std::string_view unread = std::string_view(buffer_).substr(start_);
    const std::size_t newline = unread.find('\n');
    const std::string_view line = take_line(unread);
    if (line.size() > max_message_) return give_up(request, line.size());
    if (newline == std::string_view::npos) return false;
    start_ += newline + 1;
    request.text = line;
    request.kind = kind_of(request.text);
    return true;
  }

 private:
  Request::Kind kind_of(std::string_view line) {
    if (!has_name_) {
      has_name_ = true;
      return Request::Kind::join;
    }
    return line == "bye" ? Request::Kind::leave : Request::Kind::say;
  }

  bool give_up(Request& request, std::size_t size) {
    malformed_ = true;
    request = {Request::Kind::malformed, too_long_text(size, max_message_)};
    return true;
  }

  std::size_t max_message_;
  std::string buffer_;
  std::size_t start_ = 0;  // what is before it in `buffer_` was delivered
  bool has_name_ = false;
  bool malformed_ = false;
};

// `line` without its carriage return and without what colours it: ESC [ ... letter. ECMA-48 5.4
std::string strip_decoration(std::string_view line) {
  std::string plain;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\r') continue;
    if (line[i] != '\33') {
      plain += line[i];
      continue;
    }
    ++i;
    if (i < line.size() && line[i] != '[') continue;
    while (i + 1 < line.size() && (line[i + 1] < '@' || line[i + 1] > '~')) ++i;
    ++i;
  }
  return plain;
}

std::string trim(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// No name begins with a space; and without its colours a notice of leaving could be a message.
bool is_notice(std::string_view line) {
  if (!line.empty() && line.front() == '\r') line.remove_prefix(1);
  return line.substr(0, 1) == " " || ends_with(line, "left the conversation \33[0m") ||
         ends_with(line, "left the conversation unexpectedly\33[0m");
}

class LineReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view bytes) override {
    buffer_.erase(0, start_);
    start_ = 0;
    buffer_.append(bytes);
  }

  bool next(Reply& reply) override {
    for (;;) {
      const std::string_view unread = std::string_view(buffer_).substr(start_);
      const std::size_t size = unread.find('\n');
      if (size == std::string_view::npos) return too_long(reply, unread.size());
      start_ += size + 1;
      const std::string_view line = unread.substr(0, size);
      const std::string plain = strip_decoration(line);
      if (plain.empty()) continue;
      reply = answered_ ? message(line, plain) : answer(plain);
      return true;
    }
  }

 private:
  Reply answer(const std::string& plain) {
    answered_ = true;
    const std::string text = trim(plain);
    return {is_refusal(text) ? Reply::Kind::refused : Reply::Kind::welcome, {}, text};
  }

  static Reply message(std::string_view line, const std::string& plain) {
    const std::size_t colon = plain.find(": ");
    if (is_notice(line) || colon == std::string::npos) {
      return {Reply::Kind::message, std::string(operator_name), trim(plain)};
    }
    return {Reply::Kind::message, plain.substr(0, colon), plain.substr(colon + 2)};
  }

  bool too_long(Reply& reply, std::size_t size) {
    if (size <= max_reply) return false;
    buffer_.clear();
    start_ = 0;
    reply = {Reply::Kind::malformed, {}, "a line without an end"};
    return true;
  }

  std::string buffer_;
  std::size_t start_ = 0;
  bool answered_ = false;  // the first line is the answer to the name
};

}  // namespace

std::unique_ptr<RequestDecoder> LineProtocol::make_request_decoder(std::size_t max_message) const {
  return std::make_unique<LineRequestDecoder>(max_message);
}

std::string LineProtocol::encode_welcome() const {
  return '\r' + std::string(welcome_line) + "\n\n";
}

std::string LineProtocol::encode_refusal(std::string_view reason) const {
  return "\r " + std::string(reason) + '\n';
}

std::string LineProtocol::encode_event(const Event& event) const {
  switch (event.kind) {
    case Event::Kind::said:
      break;
    case Event::Kind::joined:
      return "\r " + notice_text(event) + " \n";
    case Event::Kind::left:
      return '\r' + notice_text(event) + " \33[0m\n";
    case Event::Kind::left_unexpectedly:
      return "\r\33[31m\33[1m" + notice_text(event) + "\33[0m\n";
  }
  return '\r' + event.name + ": " + event.text + '\n';
}

std::unique_ptr<ReplyDecoder> LineProtocol::make_reply_decoder() const {
  return std::make_unique<LineReplyDecoder>();
}

// Without a newline, as the original does: a server takes the first chunk for the name.
std::string LineProtocol::encode_join(std::string_view name) const {
  return std::string(name);
}

std::string LineProtocol::encode_message(std::string_view, std::string_view text) const {
  return std::string(text) + '\n';
}

std::string LineProtocol::encode_leave(std::string_view) const {
  return std::string(leave_word()) + '\n';
}

}  // namespace chatlab
