#include "apps/server/echo_endpoint.hpp"

#include "apps/chat/text.hpp"

namespace chatlab {

EchoEndpoint::EchoEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address)
    : UdpEndpoint(server, encoding, address),
      decoder_(encoding.protocol().make_request_decoder(server.limits.max_message)) {}

// While the room is congested all who use this endpoint have one share together.
void EchoEndpoint::on_datagram(std::string_view datagram, const Address& from) {
  const std::string address = from.to_string();
  decoder_->feed(datagram);
  Request request;
  while (decoder_->next(request)) {
    if (request.kind == Request::Kind::malformed) {
      drop(from, request.text);
    } else if (server().backpressure.is_over_share(*this) || server().room.is_banned(address)) {
      drop(from);
    } else {
      ++server().statistics.messages_in;
      answer(request.text, from);
      server().room.say_from_outside(address, request.text);
      server().backpressure.charge(*this, datagram.size() + address.size());
    }
  }
}

void EchoEndpoint::answer(const std::string& text, const Address& to) {
  Event event;
  event.name = to.to_string();
  event.text = clean_text(text);
  send(encoding().protocol().encode_event(event), to);
}

}  // namespace chatlab
