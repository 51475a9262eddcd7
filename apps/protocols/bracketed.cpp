#include "apps/protocols/bracketed.hpp"

#include <utility>

#include "apps/chat/name.hpp"

namespace chatlab {

std::string bracketed(std::string_view sender, std::string_view text) {
  return '[' + std::string(sender) + "] " + std::string(text);
}

// The sender may be an ADDRESS with brackets of its own: `[[::1]:5000] text`.
Reply BracketedReplyDecoder::interpret(const std::string& chunk) {
  const bool is_first = !std::exchange(answered_, true);
  const std::size_t end = chunk.find("] ");
  if (chunk.empty() || chunk.front() != '[' || end == std::string::npos) {
    return {Reply::Kind::message, std::string(operator_name), chunk};
  }
  const std::string sender = chunk.substr(1, end - 1);
  const std::string text = chunk.substr(end + 2);
  if (is_first && sender == operator_name && is_refusal(text)) {
    return {Reply::Kind::refused, {}, text};
  }
  return {Reply::Kind::message, sender, text};
}

}  // namespace chatlab
