#include "apps/protocols/json.hpp"

#include <utility>

#include "apps/chat/name.hpp"
#include "apps/chat/text.hpp"
#include "apps/protocols/json_object.hpp"
#include "apps/protocols/line_reader.hpp"

namespace chatlab {
namespace {

// A text within the limit fits into a line of this size, even if each of its bytes is escaped:
// `\u0009` has six bytes, and the object around the text less than 64.
constexpr std::size_t longest_line(std::size_t max_message) {
  return 6 * max_message + 64;
}

std::string line_of(const std::vector<JsonMember>& members) {
  return write_json(members) + '\n';
}

std::string malformed_text(const std::string& problem) {
  return "Malformed message: " + problem;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// The next line that is not blank.
LineReader::Found next_line(LineReader& lines, std::string& line, std::size_t limit) {
  for (;;) {
    const LineReader::Found found = lines.next(line, limit);
    if (found != LineReader::Found::line || !is_blank(line)) return found;
  }
}

// The value of a member; nullptr if the object has no such member.
const std::string* find(const JsonObject& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &found->second;
}

bool is_of_type(const JsonObject& object, std::string_view type) {
  const std::string* found = find(object, "type");
  return found != nullptr && *found == type;
}

// ------------------------------------------------------------------------------- decoding requests

class JsonRequestDecoder : public RequestDecoder {
 public:
  explicit JsonRequestDecoder(std::size_t max_message) : max_message_(max_message) {}

  void feed(std::string_view bytes) override { lines_.feed(bytes); }

  std::string unfinished() const override {
    const std::size_t size = lines_.unread().size();
    return size == 0 ? std::string() : "inside a line: " + std::to_string(size) + " bytes";
  }

  bool next(Request& request) override {
    std::string line;
    switch (
        next_line(lines_, line, has_joined_ ? longest_line(max_message_) : longest_name_field)) {
      case LineReader::Found::nothing:
        return false;
      case LineReader::Found::line:
        request = interpret(line);
        break;
      case LineReader::Found::too_long:
        request = has_joined_ ? message_too_long(max_message_) : name_too_long();
        break;
    }
    if (request.kind == Request::Kind::malformed) lines_.give_up();
    return true;
  }

 private:
  Request interpret(std::string_view line) {
    std::string problem;
    const std::optional<JsonObject> object = read_json(line, problem);
    if (!object) return malformed(problem);
    return has_joined_ ? interpret_later(*object) : interpret_first(*object);
  }

  Request interpret_first(const JsonObject& object) {
    const std::string* name = find(object, "name");
    if (!is_of_type(object, "join") || name == nullptr) {
      return malformed("a join with a name comes first");
    }
    has_joined_ = true;
    return {Request::Kind::join, *name};
  }

  Request interpret_later(const JsonObject& object) const {
    if (is_of_type(object, "leave")) return {Request::Kind::leave, {}};
    if (!is_of_type(object, "say")) return malformed("this is neither a say nor a leave");
    const std::string* text = find(object, "text");
    if (text == nullptr) return malformed("a say needs a text");
    if (text->size() > max_message_) return message_too_long(max_message_);
    return {Request::Kind::say, *text};
  }

  static Request malformed(const std::string& problem) {
    return {Request::Kind::malformed, malformed_text(problem)};
  }

  std::size_t max_message_;
  LineReader lines_;
  bool has_joined_ = false;  // true once the first message has come
};

// -------------------------------------------------------------------------------- decoding replies

class JsonReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view bytes) override { lines_.feed(bytes); }

  bool next(Reply& reply) override {
    std::string line;
    switch (next_line(lines_, line, longest_reply)) {
      case LineReader::Found::nothing:
        return false;
      case LineReader::Found::line:
        reply = interpret(line);
        break;
      case LineReader::Found::too_long:
        reply = {Reply::Kind::malformed, {}, too_long_text(longest_reply)};
        break;
    }
    if (reply.kind == Reply::Kind::malformed) lines_.give_up();
    return true;
  }

 private:
  Reply interpret(std::string_view line) {
    std::string problem;
    const std::optional<JsonObject> object = read_json(line, problem);
    if (!object) return malformed(problem);
    return is_answered_ ? interpret_later(*object) : interpret_first(*object);
  }

  Reply interpret_first(const JsonObject& object) {
    const std::string* text = find(object, "text");
    const bool is_refused = is_of_type(object, "refused");
    if (text == nullptr || (!is_refused && !is_of_type(object, "welcome"))) {
      return malformed("a welcome or a refusal comes first");
    }
    is_answered_ = true;
    return {is_refused ? Reply::Kind::refused : Reply::Kind::welcome, {}, *text};
  }

  static Reply interpret_later(const JsonObject& object) {
    const std::string* name = find(object, "name");
    const std::string* text = find(object, "text");
    if (name == nullptr) return malformed("a name is missing");
    if (is_of_type(object, "joined")) return notice(Event::Kind::joined, *name);
    if (is_of_type(object, "left")) return notice(Event::Kind::left, *name);
    if (is_of_type(object, "left unexpectedly")) {
      return notice(Event::Kind::left_unexpectedly, *name);
    }
    if (!is_of_type(object, "said")) return malformed("its type is unknown");
    if (text == nullptr) return malformed("a text is missing");
    return {Reply::Kind::message, *name, *text};
  }

  static Reply notice(Event::Kind kind, const std::string& name) {
    return {Reply::Kind::message, std::string(operator_name), notice_text(kind, name)};
  }

  static Reply malformed(const std::string& problem) {
    return {Reply::Kind::malformed, {}, malformed_text(problem)};
  }

  LineReader lines_;
  bool is_answered_ = false;  // true once the first reply, to the name, has come
};

}  // namespace

// -------------------------------------------------------------------------- spoken by the server

std::unique_ptr<RequestDecoder> JsonProtocol::make_request_decoder(std::size_t max_message) const {
  return std::make_unique<JsonRequestDecoder>(max_message);
}

std::string JsonProtocol::encode_welcome() const {
  return line_of({{"type", "welcome"}, {"text", std::string(welcome_text)}});
}

std::string JsonProtocol::encode_refusal(std::string_view reason) const {
  return line_of({{"type", "refused"}, {"text", std::string(reason)}});
}

std::string JsonProtocol::encode_event(const Event& event) const {
  switch (event.kind) {
    case Event::Kind::said:
      break;
    case Event::Kind::joined:
      return line_of({{"type", "joined"}, {"name", event.name}});
    case Event::Kind::left:
      return line_of({{"type", "left"}, {"name", event.name}});
    case Event::Kind::left_unexpectedly:
      return line_of({{"type", "left unexpectedly"}, {"name", event.name}});
  }
  return line_of({{"type", "said"}, {"name", event.name}, {"text", event.text}});
}

// -------------------------------------------------------------------------- spoken by the client

std::unique_ptr<ReplyDecoder> JsonProtocol::make_reply_decoder() const {
  return std::make_unique<JsonReplyDecoder>();
}

std::string JsonProtocol::encode_join(std::string_view name) const {
  return line_of({{"type", "join"}, {"name", clean_text(name)}});
}

// A text from a file may be anything; JSON is UTF-8.
std::string JsonProtocol::encode_message(std::string_view, std::string_view text) const {
  return line_of({{"type", "say"}, {"text", clean_text(text)}});
}

std::string JsonProtocol::encode_leave(std::string_view) const {
  return line_of({{"type", "leave"}});
}

}  // namespace chatlab
