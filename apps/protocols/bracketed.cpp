// Writes and reads `[SENDER] text`.
#include "apps/protocols/bracketed.hpp"

#include "apps/chat/name.hpp"

namespace chatlab {

std::string encode_bracketed(std::string_view sender, std::string_view text) {
  return '[' + name_before(']', sender) + "] " + std::string(text);
}

// The sender may be an ADDRESS with brackets of its own: `[[::1]:5000] text`.
Reply read_bracketed(std::string_view bytes) {
  const std::size_t end = bytes.find("] ");
  if (bytes.empty() || bytes.front() != '[' || end == std::string_view::npos) {
    return {Reply::Kind::unattributed, {}, std::string(bytes)};
  }
  return {Reply::Kind::message, std::string(bytes.substr(1, end - 1)),
          std::string(bytes.substr(end + 2))};
}

}  // namespace chatlab
