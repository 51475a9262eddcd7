// Replies from a stream without framing: each chunk is one reply.
//
// What `named` and `anonymous` have in common; each says for itself what a chunk means. TCP
// promises no chunks, so the tail of a long message may come as one, and it says what its author
// likes. What follows a chunk that may have been cut is attributed to its author only, and never to
// the operator.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class ChunkReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view chunk) override;
  bool next(Reply& reply) override;

 private:
  /// What the chunk says if it is a whole message: `message` or `unattributed`.
  virtual Reply interpret(std::string_view chunk) const = 0;

  /// Why the name is refused, if the chunk says so as the server's first words; empty otherwise.
  virtual std::string_view refusal_in(std::string_view chunk) const = 0;

  Reply attribute(std::string_view chunk);

  std::optional<Reply> reply_;  // the chunk that was fed and not asked for
  bool is_first_ = true;        // true until a chunk has come
  bool may_be_tail_ = false;    // true if the last chunk may have been cut
  std::string last_name_;       // the sender of the last chunk; empty if there is none
};

}  // namespace chatlab
