// Splits chunks into lines, and checks their length.
#include "apps/protocols/chunk_requests.hpp"

#include <cstdint>

namespace chatlab {
namespace {

// The limit applies to the text alone, which is known only after interpret(). A line is at most as
// long as one receive.
constexpr std::size_t no_limit = SIZE_MAX;

}  // namespace

void ChunkRequestDecoder::feed(std::string_view chunk) {
  lines_.feed(chunk);
  lines_.end_line();
}

bool ChunkRequestDecoder::next(Request& request) {
  if (lines_.next(request.text, no_limit) == LineReader::Found::nothing) return false;
  interpret(request);
  const bool is_message = request.kind == Request::Kind::say;
  if (is_message && request.text.size() > max_message_) request = message_too_long(max_message_);
  if (request.kind == Request::Kind::malformed) lines_.give_up();
  return true;
}

}  // namespace chatlab
