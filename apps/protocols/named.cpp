// The decoders and encoders of `named`: a chunk is `Ann: hello`.
#include "apps/protocols/named.hpp"

#include <algorithm>

#include "apps/chat/name.hpp"
#include "apps/protocols/chunk_replies.hpp"
#include "apps/protocols/chunk_requests.hpp"

namespace chatlab {
namespace {

constexpr std::string_view quit = "q:quit";
constexpr std::string_view has_joined = " has joined the chat room.";
constexpr std::string_view has_left = " has left the chat room.";

// Clients split a message at its first colon, so a sender, a notice or a refusal must not contain
// one.
std::string without_colons(std::string_view text) {
  std::string changed(text);
  std::replace(changed.begin(), changed.end(), ':', '.');
  return changed;
}

class NamedRequestDecoder : public ChunkRequestDecoder {
 public:
  using ChunkRequestDecoder::ChunkRequestDecoder;

 private:
  void interpret(Request& request) override {
    if (prefix_.empty()) return interpret_name(request);
    if (request.text == quit) {
      request = {Request::Kind::leave, {}};
      return;
    }
    request.kind = Request::Kind::say;
    request.text.erase(0, own_name_size(request.text));
  }

  void interpret_name(Request& request) {
    prefix_ = request.text + ':';
    request.kind = Request::Kind::join;
    if (request.text.size() > longest_name_field) request = name_too_long();
  }

  // The number of bytes at the start of `line` that are the sender's own name, `:` and a space; 0
  // if it does not begin like this. Another member's name there is part of the text: a sender can't
  // speak in another member's name.
  std::size_t own_name_size(std::string_view line) const {
    if (line.substr(0, prefix_.size()) != prefix_) return 0;
    return prefix_.size() + (line.substr(prefix_.size(), 1) == " " ? 1 : 0);
  }

  std::string prefix_;  // the name and `:`; empty until the name has arrived
};

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

class NamedReplyDecoder : public ChunkReplyDecoder {
  std::string_view refusal_in(std::string_view chunk) const override {
    return is_refusal(chunk) ? chunk : std::string_view();
  }

  Reply interpret(std::string_view chunk) const override {
    const std::size_t colon = chunk.find(':');
    if (colon == std::string_view::npos) return interpret_notice(chunk);
    std::string_view text = chunk.substr(colon + 1);
    if (text.substr(0, 1) == " ") text.remove_prefix(1);
    return {Reply::Kind::message, std::string(chunk.substr(0, colon)), std::string(text)};
  }

  static Reply interpret_notice(std::string_view chunk) {
    const bool is_notice = ends_with(chunk, has_joined) || ends_with(chunk, has_left);
    if (!is_notice) return {Reply::Kind::unattributed, {}, std::string(chunk)};
    return {Reply::Kind::message, std::string(operator_name), std::string(chunk)};
  }
};

}  // namespace

std::unique_ptr<RequestDecoder> NamedProtocol::make_request_decoder(std::size_t max_message) const {
  return std::make_unique<NamedRequestDecoder>(max_message);
}

std::string NamedProtocol::encode_welcome() const {
  return {};
}

std::string NamedProtocol::encode_refusal(std::string_view reason) const {
  return without_colons(reason);
}

std::string NamedProtocol::encode_event(const Event& event) const {
  std::string name = without_colons(event.name);
  switch (event.kind) {
    case Event::Kind::said:
      return name + ": " + event.text;
    case Event::Kind::joined:
      return name.append(has_joined);
    case Event::Kind::left:
    case Event::Kind::left_unexpectedly:
      break;
  }
  return name.append(has_left);
}

std::unique_ptr<ReplyDecoder> NamedProtocol::make_reply_decoder() const {
  return std::make_unique<NamedReplyDecoder>();
}

std::string NamedProtocol::encode_join(std::string_view name) const {
  return std::string(name);
}

std::string NamedProtocol::encode_message(std::string_view name, std::string_view text) const {
  return std::string(name) + ": " + std::string(text);
}

std::string NamedProtocol::encode_leave(std::string_view) const {
  return std::string(quit);
}

}  // namespace chatlab
