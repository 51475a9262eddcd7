// Replies from a server whose chunks, or datagrams, are one reply each.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class ChunkReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view chunk) override { reply_ = interpret(std::string(chunk)); }
  bool next(Reply& reply) override;

 private:
  virtual Reply interpret(const std::string& chunk) = 0;

  std::optional<Reply> reply_;  // the chunk that was fed and not asked for
};

}  // namespace chatlab
