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

std::string Protocol::encode_leave(std::string_view) const {
  return std::string(leave_word());
}

std::string_view take_line(std::string_view& bytes) {
  const std::size_t newline = bytes.find('\n');
  std::string_view line = bytes.substr(0, newline);
  bytes.remove_prefix(newline == std::string_view::npos ? bytes.size() : newline + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

std::string too_long_text(std::size_t size, std::size_t limit) {
  return "Message too long: " + std::to_string(size) + " bytes, at most " + std::to_string(limit) +
         " are accepted";
}

const std::string& SharedEncoding::of(const Event& event) {
  if (event.number != number_) bytes_ = protocol_.encode_event(event);
  number_ = event.number;
  return bytes_;
}

}  // namespace chatlab
