// Encodes an event, and cuts it into pieces if the protocol has no boundaries.
#include "apps/protocols/shared_encoding.hpp"

#include <utility>

#include "apps/chat/text.hpp"

namespace chatlab {

const std::vector<std::string>& SharedEncoding::pieces_of(const Event& event) {
  const bool is_known = event.number != 0 && event.number == number_;
  if (!is_known) encode(event);
  number_ = event.number;
  return pieces_;
}

void SharedEncoding::encode(const Event& event) {
  pieces_.clear();
  std::string whole = protocol_.encode_event(event);
  if (protocol_.has_boundaries() || whole.size() <= longest_piece) {
    pieces_.push_back(std::move(whole));
    return;
  }
  const std::size_t longest_text = longest_piece - (whole.size() - event.text.size());
  Event piece = event;
  for (std::string_view rest = event.text; !rest.empty(); rest.remove_prefix(piece.text.size())) {
    piece.text = first_bytes(rest, longest_text);
    pieces_.push_back(protocol_.encode_event(piece));
  }
}

}  // namespace chatlab
