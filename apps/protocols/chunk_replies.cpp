// Attributes each chunk to a sender, or to none if it may be the tail of a message.
#include "apps/protocols/chunk_replies.hpp"

#include <utility>

#include "apps/chat/name.hpp"

namespace chatlab {

void ChunkReplyDecoder::feed(std::string_view chunk) {
  const std::string_view refusal = is_first_ ? refusal_in(chunk) : std::string_view();
  is_first_ = false;
  if (refusal.empty()) {
    reply_ = attribute(chunk);
  } else {
    reply_ = {Reply::Kind::refused, {}, std::string(refusal)};
  }
}

// A chunk that is at least as long as the longest piece may end within a message: the next chunk
// may be its tail.
Reply ChunkReplyDecoder::attribute(std::string_view chunk) {
  Reply reply = interpret(chunk);
  const bool goes_on = reply.name == last_name_ && reply.name != operator_name;
  if (may_be_tail_ && !goes_on) reply = {Reply::Kind::unattributed, {}, std::string(chunk)};
  may_be_tail_ = chunk.size() >= longest_piece;
  if (!reply.name.empty()) last_name_ = reply.name;
  return reply;
}

bool ChunkReplyDecoder::next(Reply& reply) {
  if (!reply_) return false;
  reply = std::move(*reply_);
  reply_.reset();
  return true;
}

}  // namespace chatlab
