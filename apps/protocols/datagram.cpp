// The decoders and encoders of `datagram`: `USERNAMEAnn` joins, `3Annhello` is a message.
#include "apps/protocols/datagram.hpp"

#include <optional>
#include <utility>

#include "apps/chat/name.hpp"
#include "apps/chat/text.hpp"

namespace chatlab {
namespace {

constexpr std::string_view join_word = "USERNAME";
constexpr std::size_t longest_shown_name = 9;  // characters: their number must be one digit

std::string shown_name(std::string_view name) {
  if (count_characters(name) <= longest_shown_name) return std::string(name);
  return std::string(first_characters(name, longest_shown_name - 1)) + "…";
}

std::string message(std::string_view sender, std::string_view text) {
  const std::string shown = shown_name(sender);
  return std::to_string(count_characters(shown)) + shown + std::string(text);
}

// Returns the position of the text, after a digit from 1 to 9 and a name with as many characters as
// the digit says; 0 if the datagram does not begin like this.
std::size_t text_after_digit(std::string_view datagram) {
  if (datagram.empty() || datagram[0] < '1' || datagram[0] > '9') return 0;
  const std::size_t length = static_cast<std::size_t>(datagram[0] - '0');
  const std::string_view name = first_characters(datagram.substr(1), length);
  return count_characters(name) < length ? 0 : 1 + name.size();
}

class DatagramRequestDecoder : public RequestDecoder {
 public:
  explicit DatagramRequestDecoder(std::size_t max_message) : max_message_(max_message) {}

  // nc sends a newline at the end, which is not part of the message.
  void feed(std::string_view datagram) override {
    if (!datagram.empty() && datagram.back() == '\n') datagram.remove_suffix(1);
    if (!datagram.empty() && datagram.back() == '\r') datagram.remove_suffix(1);
    request_ = interpret(datagram);
  }

  bool next(Request& request) override {
    if (!request_) return false;
    request = std::move(*request_);
    request_.reset();
    return true;
  }

 private:
  Request interpret(std::string_view datagram) {
    if (datagram.size() > max_message_) return message_too_long(max_message_);
    if (datagram.substr(0, join_word.size()) == join_word) {
      const std::string_view name = datagram.substr(join_word.size());
      prefix_ = std::to_string(count_characters(name)) + std::string(name);
      return {Request::Kind::join, std::string(name)};
    }
    const std::string_view text = without_name(datagram);
    return {text == "exit@me" ? Request::Kind::leave : Request::Kind::say, std::string(text)};
  }

  // The original client writes the length as a number of any size, `11Christopher`. So the sender's
  // exact prefix is tried first, then the rule with one digit.
  std::string_view without_name(std::string_view datagram) const {
    if (!prefix_.empty() && datagram.substr(0, prefix_.size()) == prefix_) {
      return datagram.substr(prefix_.size());
    }
    return datagram.substr(text_after_digit(datagram));
  }

  std::size_t max_message_;
  std::optional<Request> request_;  // of the last datagram, until next() returns it
  std::string prefix_;              // length and name, before each of the sender's texts
};

// The answer to the name may arrive twice, and after other messages: UDP repeats and reorders
// datagrams.
class DatagramReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view datagram) override { reply_ = interpret(datagram); }

  bool next(Reply& reply) override {
    if (!reply_) return false;
    reply = std::move(*reply_);
    reply_.reset();
    return true;
  }

 private:
  Reply interpret(std::string_view datagram) {
    const bool is_answer = datagram == welcome_text || (!is_welcome_ && is_refusal(datagram));
    if (is_answer) {
      is_welcome_ = datagram == welcome_text;
      return first_answer(std::string(datagram));
    }
    const std::size_t start = text_after_digit(datagram);
    if (start == 0) return {Reply::Kind::unattributed, {}, std::string(datagram)};
    const std::string_view name = datagram.substr(1, start - 1);
    const std::string_view text = datagram.substr(start);
    const Reply::Kind kind = kind_of(name, text);
    if (kind == Reply::Kind::removed) is_welcome_ = false;  // the client will ask to join again
    return {kind, std::string(name), std::string(text)};
  }

  // UDP has no close, so the server tells the client in a message.
  static Reply::Kind kind_of(std::string_view name, std::string_view text) {
    if (name != operator_name) return Reply::Kind::message;
    if (text == banned_text) return Reply::Kind::closed;
    return text == removed_text ? Reply::Kind::removed : Reply::Kind::message;
  }

  std::optional<Reply> reply_;  // of the last datagram, until next() returns it
  bool is_welcome_ = false;     // true once welcomed: a later refusal is a message
};

}  // namespace

std::unique_ptr<RequestDecoder> DatagramProtocol::make_request_decoder(
    std::size_t max_message) const {
  return std::make_unique<DatagramRequestDecoder>(max_message);
}

std::string DatagramProtocol::encode_welcome() const {
  return std::string(welcome_text);
}

std::string DatagramProtocol::encode_refusal(std::string_view reason) const {
  return std::string(reason);
}

std::string DatagramProtocol::encode_event(const Event& event) const {
  if (event.kind == Event::Kind::said) return message(event.name, event.text);
  return message(operator_name, notice_text(event.kind, event.name));
}

std::unique_ptr<ReplyDecoder> DatagramProtocol::make_reply_decoder() const {
  return std::make_unique<DatagramReplyDecoder>();
}

std::string DatagramProtocol::encode_join(std::string_view name) const {
  return std::string(join_word) + std::string(name);
}

std::string DatagramProtocol::encode_message(std::string_view name, std::string_view text) const {
  return message(name, text);
}

}  // namespace chatlab
