// The texts of notices, the size of an event, and messages from `Server` to one member.
#include "apps/chat/event.hpp"

#include "apps/chat/name.hpp"

namespace chatlab {
namespace {

// Bytes that a protocol adds to name and text, roughly: headers, or the words of a notice.
constexpr std::size_t overhead = 64;

}  // namespace

std::size_t delivery_size(const Event& event) {
  return delivery_size(event.name, event.text);
}

std::size_t delivery_size(std::string_view name, std::string_view text) {
  return name.size() + text.size() + overhead;
}

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
