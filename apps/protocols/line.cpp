// The decoders and encoders of `line`: `Ann: hello` and a newline, notices in colours.
#include "apps/protocols/line.hpp"

#include "apps/chat/name.hpp"
#include "apps/protocols/line_reader.hpp"

namespace chatlab {
namespace {

constexpr const char* welcome_line = "..... Welcome to the chat. Enter 'bye' anytime to exit....";

std::string unfinished_line(const LineReader& lines) {
  const std::size_t size = lines.unread().size();
  return size == 0 ? std::string() : "inside a line: " + std::to_string(size) + " bytes";
}

class LineRequestDecoder : public RequestDecoder {
 public:
  explicit LineRequestDecoder(std::size_t max_message) : max_message_(max_message) {}

  // The first chunk begins with the name, whether or not a newline ends it.
  void feed(std::string_view bytes) override {
    const bool is_first = !has_name_ && lines_.unread().empty();
    lines_.feed(bytes);
    if (is_first && bytes.find('\n') == std::string_view::npos) lines_.end_line();
  }

  void end() override { lines_.end_line(); }

  std::string unfinished() const override { return unfinished_line(lines_); }

  bool next(Request& request) override {
    switch (lines_.next(request.text, has_name_ ? max_message_ : longest_name_field)) {
      case LineReader::Found::nothing:
        return false;
      case LineReader::Found::line:
        request.kind = kind_of(request.text);
        return true;
      case LineReader::Found::too_long:
        break;
    }
    request = has_name_ ? message_too_long(max_message_) : name_too_long();
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

  std::size_t max_message_;
  LineReader lines_;
  bool has_name_ = false;  // true once the first line, the name, has come
};

// `line` without its carriage return and without sequences that set a colour: ESC [ ... letter.
// ECMA-48 5.4
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

// A message can't look like a notice: no name begins with a space, and no text has an escape
// sequence.
bool is_notice(std::string_view line) {
  if (!line.empty() && line.front() == '\r') line.remove_prefix(1);
  const bool is_joined = line.substr(0, 1) == " " && ends_with(line, " joined the conversation ");
  return is_joined || ends_with(line, " left the conversation \33[0m") ||
         ends_with(line, " left the conversation unexpectedly\33[0m");
}

class LineReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view bytes) override { lines_.feed(bytes); }

  std::string unfinished() const override { return unfinished_line(lines_); }

  bool next(Reply& reply) override {
    std::string line;
    for (;;) {
      switch (lines_.next(line, longest_reply)) {
        case LineReader::Found::nothing:
          return false;
        case LineReader::Found::line:
          if (interpret(line, reply)) return true;
          break;
        case LineReader::Found::too_long:
          reply = {Reply::Kind::malformed, {}, too_long_text(longest_reply)};
          return true;
      }
    }
  }

 private:
  // Returns false if the line is empty: it is not a reply.
  bool interpret(const std::string& line, Reply& reply) {
    const std::string plain = strip_decoration(line);
    if (plain.empty()) return false;
    reply = answered_ ? message(line, plain) : first_answer(trim(plain));
    answered_ = true;
    return true;
  }

  static Reply message(std::string_view line, const std::string& plain) {
    if (is_notice(line)) return {Reply::Kind::message, std::string(operator_name), trim(plain)};
    const std::size_t colon = plain.find(": ");
    if (colon == std::string::npos) return {Reply::Kind::unattributed, {}, plain};
    return {Reply::Kind::message, plain.substr(0, colon), plain.substr(colon + 2)};
  }

  LineReader lines_;
  bool answered_ = false;  // true once the first line, the answer to the name, has come
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
  const std::string name = name_before(':', event.name);
  const std::string notice = notice_text(event.kind, name);
  switch (event.kind) {
    case Event::Kind::said:
      break;
    case Event::Kind::joined:
      return "\r " + notice + " \n";
    case Event::Kind::left:
      return '\r' + notice + " \33[0m\n";
    case Event::Kind::left_unexpectedly:
      return "\r\33[31m\33[1m" + notice + "\33[0m\n";
  }
  return '\r' + name + ": " + event.text + '\n';
}

std::unique_ptr<ReplyDecoder> LineProtocol::make_reply_decoder() const {
  return std::make_unique<LineReplyDecoder>();
}

// Without a newline, as the original client does: a server regards the first chunk as the name.
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
