#include "apps/server/echo_endpoint.hpp"

#include "apps/chat/text.hpp"

namespace chatlab {

EchoEndpoint::EchoEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address)
    : UdpEndpoint(server, encoding, address),
      decoder_(encoding.protocol().make_request_decoder(server.limits.max_message)) {}

// While the room is congested all clients of this endpoint have one share together.
void EchoEndpoint::receive(std::string_view datagram, const Address& from, const Address& to) {
  decoder_->feed(datagram);
  if (!decoder_->next(request_)) return;
  if (request_.kind == Request::Kind::malformed) return drop(from, request_.text);
  const std::string address = from.to_string();
  if (server().backpressure.is_over_share(*this) || server().room.is_banned(address)) {
    return drop(from);
  }
  ++server().statistics.messages_in;
  send(encode_answer(address, request_.text), from, to);
  server().room.say_from_outside(address, request_.text);
  server().backpressure.charge(*this, datagram.size() + address.size());
}

std::string EchoEndpoint::encode_answer(const std::string& address, std::string_view text) {
  Event event;
  event.name = address;
  event.text = clean_text(text);
  return encoding().protocol().encode_event(event);
}

}  // namespace chatlab
