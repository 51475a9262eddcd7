// The texts and rules that all protocols share: refusals, limits, the first answer.
#include "apps/protocols/protocol.hpp"

#include <utility>

#include "apps/chat/room.hpp"

namespace chatlab {

bool is_refusal(std::string_view text) {
  for (const Refusal refusal :
       {Refusal::name_taken, Refusal::name_not_allowed, Refusal::banned, Refusal::room_full}) {
    if (text == refusal_text(refusal)) return true;
  }
  return false;
}

std::string Protocol::encode_leave(std::string_view) const {
  return std::string(leave_word());
}

Request name_too_long() {
  return {Request::Kind::malformed, std::string(refusal_text(Refusal::name_not_allowed))};
}

Request message_too_long(std::size_t limit) {
  return {Request::Kind::malformed, too_long_text(limit)};
}

std::string too_long_text(std::size_t limit) {
  return "Message too long: at most " + std::to_string(limit) + " bytes are accepted";
}

Reply first_answer(std::string text) {
  const Reply::Kind kind = is_refusal(text) ? Reply::Kind::refused : Reply::Kind::welcome;
  return {kind, {}, std::move(text)};
}

}  // namespace chatlab
