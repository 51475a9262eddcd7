// The texts of events.
#include "apps/chat/event.hpp"

#include "apps/chat/name.hpp"

namespace chatlab {

Event words_to(Member& recipient, std::string_view text) {
  Event event;
  event.name = operator_name;
  event.text = text;
  event.recipient = &recipient;
  return event;
}

std::string notice_text(Event::Kind kind, std::string_view name) {
  switch (kind) {
    case Event::Kind::joined:
      return std::string(name) + " joined the conversation";
    case Event::Kind::left:
      return std::string(name) + " left the conversation";
    case Event::Kind::left_unexpectedly:
      return std::string(name) + " left the conversation unexpectedly";
    case Event::Kind::said:
      break;
  }
  return {};
}

}  // namespace chatlab
