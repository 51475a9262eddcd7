// `[SENDER] text`: how `anonymous` and `echo` write a message.
#pragma once

#include <deque>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

std::string bracketed(std::string_view sender, std::string_view text);

/// Takes each chunk or datagram for one message; only the first can be a refusal.
class BracketedReplyDecoder : public ReplyDecoder {
 public:
  void feed(std::string_view chunk) override { chunks_.emplace_back(chunk); }
  bool next(Reply& reply) override;

 private:
  std::deque<std::string> chunks_;
  bool answered_ = false;
};

}  // namespace chatlab
