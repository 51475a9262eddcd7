#include "apps/protocols/chunk_requests.hpp"

namespace chatlab {

void ChunkRequestDecoder::feed(std::string_view chunk) {
  while (!chunk.empty()) lines_.emplace_back(take_line(chunk));
}

bool ChunkRequestDecoder::next(Request& request) {
  if (malformed_ || lines_.empty()) return false;
  const std::string line = std::move(lines_.front());
  lines_.pop_front();
  request = interpret(line);
  malformed_ = request.text.size() > max_message_;
  if (malformed_) {
    request = {Request::Kind::malformed, too_long_text(request.text.size(), max_message_)};
  }
  return true;
}

}  // namespace chatlab
