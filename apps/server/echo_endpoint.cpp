// Answers datagrams, except those that two echo servers would send each other endlessly.
#include "apps/server/echo_endpoint.hpp"

#include <memory>
#include <string>

#include "apps/chat/name.hpp"
#include "apps/chat/text.hpp"
#include "apps/trace/chat_observer.hpp"

namespace chatlab {
namespace {

// One forged datagram makes two echo servers answer each other endlessly. Each puts `[ADDRESS] `
// before the other's text, so a text that contains this many addresses is not answered.
constexpr int most_answers_in_text = 4;
constexpr std::size_t longest_address = 80;  // in characters, with a scope and both brackets

int count_answers_in(std::string_view text) {
  int count = 0;
  for (std::size_t open = text.find('['); open != std::string_view::npos;
       open = text.find('[', open + 1)) {
    const std::string_view inside = text.substr(open + 1, longest_address);
    const std::size_t close = inside.find("] ");
    if (close != std::string_view::npos && reads_as_address(inside.substr(0, close))) ++count;
  }
  return count;
}

}  // namespace

EchoEndpoint::EchoEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address)
    : UdpEndpoint(server, encoding, address),
      decoder_(encoding.protocol().make_request_decoder(server.limits.max_message)) {}

void EchoEndpoint::receive(std::string_view datagram, const Address& from, const Address& to) {
  decoder_->feed(datagram);
  if (!decoder_->next(request_)) return;
  tell_message(encoding().protocol(), request_);
  if (request_.kind == Request::Kind::malformed) return drop(from, request_.text);
  const std::string address = from.to_string();
  const std::size_t size = delivery_size(address, request_.text);
  if (!server().backpressure.allows(share_, size) || server().room.is_banned(address)) {
    return drop(from);
  }
  if (count_answers_in(request_.text) >= most_answers_in_text) return drop(from);
  ++server().statistics.messages_in;
  send({std::make_shared<const std::string>(encode_answer(address, request_.text)), from, to});
  const std::uint64_t before = server().room.volume();
  server().room.say_from_outside(address, request_.text);
  server().backpressure.charge(share_, server().room.volume() - before);
}

std::string EchoEndpoint::encode_answer(const std::string& address, std::string_view text) {
  Event event;
  event.name = address;
  event.text = clean_text(text);
  return encoding().protocol().encode_event(event);
}

}  // namespace chatlab
