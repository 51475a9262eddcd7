// Decodes replies from a stream without framing: each chunk is one reply.
//
// The common part of `named` and `anonymous`; the derived class says what a chunk means. TCP
// guarantees no chunks, so the tail of a long message may arrive as a chunk of its own, which its
// author can make look like a message of another member. So a chunk that follows one that may have
// been cut is attributed to the same author at most, and never to the operator.
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
  /// Interprets a chunk that is a whole message: `message` or `unattributed`.
  virtual Reply interpret(std::string_view chunk) const = 0;

  /// Returns the reason if `chunk`, the server's first, refuses the name; else empty.
  virtual std::string_view refusal_in(std::string_view chunk) const = 0;

  Reply attribute(std::string_view chunk);

  std::optional<Reply> reply_;  // of the last chunk, until next() returns it
  bool is_first_ = true;        // true until a chunk has arrived
  bool may_be_tail_ = false;    // true if the last chunk may have been cut
  std::string last_name_;       // the sender of the last chunk; empty if there is none
};

}  // namespace chatlab
