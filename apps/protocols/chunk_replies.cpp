#include "apps/protocols/chunk_replies.hpp"

#include <utility>

namespace chatlab {

bool ChunkReplyDecoder::next(Reply& reply) {
  if (!reply_) return false;
  reply = std::move(*reply_);
  reply_.reset();
  return true;
}

}  // namespace chatlab
