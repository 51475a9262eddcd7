#include "apps/protocols/protocol.hpp"

#include "apps/chat/room.hpp"

namespace chatlab {

bool is_refusal(std::string_view text) {
  for (const Refusal refusal :
       {Refusal::name_taken, Refusal::name_not_allowed, Refusal::banned, Refusal::room_full}) {
    if (text == refusal_text(refusal)) return true;
  }
  return false;
}

const std::string& SharedEncoding::of(const Event& event) {
  if (event.number != number_) bytes_ = protocol_.encode_event(event);
  number_ = event.number;
  return bytes_;
}

}  // namespace chatlab
