// Encodes what the client says, and decodes the replies that arrive over TCP.
#include "apps/client/stream_link.hpp"

#include <utility>

#include "apps/trace/chat_observer.hpp"

namespace chatlab {

StreamLink::StreamLink(Reactor& reactor, TcpSocket socket, const Address& server,
                       const Protocol& protocol, ServerLinkListener& listener)
    : Connection(reactor, std::move(socket)),
      server_(server),
      protocol_(protocol),
      listener_(listener),
      decoder_(protocol.make_reply_decoder()),
      outbox_(reactor.timers(), protocol.pacing(), *this) {}

void StreamLink::join(std::string_view name) {
  name_ = name;
  outbox_.put_join(protocol_.encode_join(name));
}

void StreamLink::say(std::string_view text) {
  outbox_.put_message(protocol_.encode_message(name_, text));
}

void StreamLink::leave() {
  leaving_ = true;
  outbox_.put_message(protocol_.encode_leave(name_));
}

std::string StreamLink::describe() const {
  return "server at " + place() + " (" + std::string(protocol_.name()) + ")";
}

void StreamLink::on_due(const std::string& bytes) {
  send(bytes);
  if (leaving_ && outbox_.waiting() == 0) end_output();
}

bool StreamLink::is_all_delivered() const {
  return unsent() == 0 && !output_is_broken() && socket().unacknowledged() == 0;
}

void StreamLink::on_bytes(std::string_view bytes) {
  listener_.on_link_active();
  decoder_->feed(bytes);
  Reply reply;
  bool is_whole = false;  // true: at least one message has become complete
  for (; decoder_->next(reply); is_whole = true) listener_.on_reply(reply);
  if (!is_whole && chat_observer() != nullptr) chat_observer()->on_incomplete(protocol_, {});
}

// The input may have ended without an error although output was lost.
void StreamLink::on_end(std::error_code error) {
  if (!error && output_is_broken()) error = std::make_error_code(std::errc::broken_pipe);
  const std::string unfinished = decoder_->unfinished();
  listener_.on_link_end(error, end_reason(error) + (unfinished.empty() ? "" : ' ' + unfinished));
}

}  // namespace chatlab
