// Describes requests and replies for the observer.
#include "apps/trace/chat_observer.hpp"

#include "apps/trace/quoting.hpp"

namespace chatlab {
namespace {

ChatObserver* current = nullptr;

constexpr std::size_t shown_columns = 45;

std::string describe(const Request& request) {
  switch (request.kind) {
    case Request::Kind::join:
      return "a request to join as " + quoted(request.text, shown_columns);
    case Request::Kind::say:
      return "a request to say " + quoted(request.text, shown_columns);
    case Request::Kind::leave:
      return "a request to leave";
    case Request::Kind::malformed:
      break;
  }
  return "malformed: " + request.text;
}

std::string describe(const Reply& reply) {
  const std::string text = quoted(reply.text, shown_columns);
  switch (reply.kind) {
    case Reply::Kind::welcome:
      return "the welcome " + text;
    case Reply::Kind::refused:
      return "a refusal " + text;
    case Reply::Kind::message:
      return reply.name + " says " + text;
    case Reply::Kind::unattributed:
      return "a text without a sender " + text;
    case Reply::Kind::closed:
      return "the last message " + text;
    case Reply::Kind::removed:
      return "removed: " + text;
    case Reply::Kind::malformed:
      break;
  }
  return "malformed: " + reply.text;
}

}  // namespace

void observe_chat(ChatObserver* observer) {
  current = observer;
}

ChatObserver* chat_observer() {
  return current;
}

void tell_message(const Protocol& protocol, const Request& request) {
  if (current != nullptr) current->on_message(protocol, describe(request));
}

void tell_message(const Protocol& protocol, const Reply& reply) {
  if (current != nullptr) current->on_message(protocol, describe(reply));
}

void tell_incomplete(const Protocol& protocol, const RequestDecoder& decoder) {
  if (current == nullptr) return;
  const std::string unfinished = decoder.unfinished();
  if (!unfinished.empty()) current->on_incomplete(protocol, unfinished);
}

}  // namespace chatlab
