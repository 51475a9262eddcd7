#include "apps/protocols/chunk_requests.hpp"

namespace chatlab {

void ChunkRequestDecoder::feed(std::string_view chunk) {
  while (!chunk.empty()) lines_.emplace_back(take_line(chunk));
}

bool ChunkRequestDecoder::next(Request& request) {
  if (malformed_ || lines_.empty()) return false;
  const std::string line = std::move(lines_.front());
  lines_.pop_front();
  malformed_ = line.size() > max_message_;
  if (malformed_) {
    request = {Request::Kind::malformed, too_long_text(line.size(), max_message_)};
  } else {
    request = interpret(line);
  }
  return true;
}

}  // namespace chatlab
