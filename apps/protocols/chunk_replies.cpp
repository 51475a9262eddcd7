#include "apps/protocols/chunk_replies.hpp"

namespace chatlab {

bool ChunkReplyDecoder::next(Reply& reply) {
  if (chunks_.empty()) return false;
  reply = interpret(chunks_.front());
  chunks_.pop_front();
  return true;
}

}  // namespace chatlab
