// Requests from a stream without framing: a chunk is a message, or several where it has newlines.
//
// What `named` and `anonymous` have in common; each says for itself what a line means.
#pragma once

#include <deque>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

class ChunkRequestDecoder : public RequestDecoder {
 public:
  explicit ChunkRequestDecoder(std::size_t max_message) : max_message_(max_message) {}

  void feed(std::string_view chunk) override;
  bool next(Request& request) override;

 protected:
  virtual Request interpret(std::string_view line) = 0;

 private:
  std::size_t max_message_;
  std::deque<std::string> lines_;  // not asked for yet
  bool malformed_ = false;
};

}  // namespace chatlab
