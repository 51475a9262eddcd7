// What a server says where a chunk or a datagram is one reply, whatever it holds.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class ChunkReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view chunk) override { chunks_.emplace_back(chunk); }
  bool next(Reply& reply) override;

 private:
  virtual Reply interpret(const std::string& chunk) = 0;

  std::deque<std::string> chunks_;
};

}  // namespace chatlab
