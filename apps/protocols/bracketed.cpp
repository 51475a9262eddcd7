#include "apps/protocols/bracketed.hpp"

#include <utility>

#include "apps/chat/name.hpp"

namespace chatlab {

std::string bracketed(std::string_view sender, std::string_view text) {
  return '[' + std::string(sender) + "] " + std::string(text);
}

// The sender may be an ADDRESS with brackets of its own: `[[::1]:5000] text`.
bool BracketedReplyDecoder::next(Reply& reply) {
  if (chunks_.empty()) return false;
  const std::string chunk = std::move(chunks_.front());
  chunks_.pop_front();
  const bool is_first = !std::exchange(answered_, true);
  const std::size_t end = chunk.find("] ");
  if (chunk.empty() || chunk.front() != '[' || end == std::string::npos) {
    reply = {Reply::Kind::message, std::string(operator_name), chunk};
    return true;
  }
  reply = {Reply::Kind::message, chunk.substr(1, end - 1), chunk.substr(end + 2)};
  if (is_first && reply.name == operator_name && is_refusal(reply.text)) {
    reply = {Reply::Kind::refused, {}, reply.text};
  }
  return true;
}

}  // namespace chatlab
