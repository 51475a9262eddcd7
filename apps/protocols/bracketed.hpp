// `[SENDER] text`: how `anonymous` and `echo` write a message.
#pragma once

#include <string>
#include <string_view>

#include "apps/protocols/chunk_replies.hpp"

namespace chatlab {

std::string bracketed(std::string_view sender, std::string_view text);

/// Takes each chunk or datagram for one message; only the first can be a refusal.
class BracketedReplyDecoder : public ChunkReplyDecoder {
  Reply interpret(const std::string& chunk) override;

  bool answered_ = false;
};

}  // namespace chatlab
