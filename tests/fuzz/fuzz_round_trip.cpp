// Fuzzes encoder and decoder together: an encoded event is decoded to the same event, from server
// to client and from client to server.
#include <memory>

#include "apps/chat/name.hpp"
#include "apps/chat/text.hpp"
#include "apps/protocols/registry.hpp"
#include "apps/protocols/shared_encoding.hpp"
#include "tests/fuzz/fuzzing.hpp"
#include "tests/support/dialects.hpp"

namespace chatlab {
namespace {

constexpr std::size_t max_message = 1 << 20;

void from_server_to_client(const Protocol& protocol, const std::string& name,
                           const std::string& text) {
  Event event;
  event.name = name;
  event.text = text;
  const std::unique_ptr<ReplyDecoder> decoder = protocol.make_reply_decoder();
  Reply reply;
  const std::string welcome = protocol.encode_welcome();
  decoder->feed(welcome.empty()
                    ? protocol.encode_event({Event::Kind::said, nullptr, "x", "y", nullptr, 0})
                    : welcome);
  require(decoder->next(reply), "the welcome is complete");
  SharedEncoding encoding(protocol);
  std::string received;
  for (const std::string& piece : encoding.pieces_of(event)) {
    decoder->feed(piece);
    require(decoder->next(reply), "an event is complete");
    require(reply.kind == Reply::Kind::message, "a message is decoded as one");
    require(reply.name == dialect_of(protocol.name()).shown_name(name), "its sender is the same");
    received += reply.text;
  }
  require(received == text, "its text is the same");
}

void from_client_to_server(const Protocol& protocol, const std::string& name,
                           const std::string& text) {
  const std::unique_ptr<RequestDecoder> decoder = protocol.make_request_decoder(max_message);
  Request request;
  if (protocol.identity() == Identity::name) {
    decoder->feed(protocol.encode_join(name));
    require(decoder->next(request) && request.kind == Request::Kind::join, "joining is decoded");
    require(request.text == name, "as the same name");
  }
  decoder->feed(protocol.encode_message(name, text));
  require(decoder->next(request), "a message is complete");
  const bool is_word = text == "exit@me" || text == "bye";
  require(is_word || request.kind == Request::Kind::say, "a message is decoded as one");
  require(request.text == text || request.kind == Request::Kind::leave, "its text is the same");
}

}  // namespace
}  // namespace chatlab

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chatlab;
  FuzzInput input(data, size);
  const auto& all = all_protocols();
  const Protocol& protocol = *all[input.byte() % all.size()];
  const std::string name(input.bytes(input.byte() % 40u));
  const std::string text = clean_text(input.rest());
  if (text.empty() || !is_allowed_name(name)) return 0;
  from_server_to_client(protocol, name, text);
  from_client_to_server(protocol, name, text);
  return 0;
}
