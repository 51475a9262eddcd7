// A protocol's decoders, in both directions, with any bytes in any pieces. One target a protocol.
#pragma once

#include <memory>

#include "apps/protocols/registry.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace chatlab {

constexpr std::size_t max_message = 200;  // small, so that the limit is often met

// Framed draws its boundaries itself, whatever TCP does. Line does so once the name is known, which
// is the first chunk.
inline void pieces_make_no_difference(const Protocol& protocol, std::string_view bytes,
                                      std::string_view cuts) {
  const bool is_line = protocol.name() == "line";
  if (!is_line && protocol.name() != "framed") return;
  std::vector<std::string_view> whole = {bytes};
  std::vector<std::string_view> pieces = cut(bytes, cuts);
  if (is_line) {
    whole.insert(whole.begin(), "Ann\n");
    pieces.insert(pieces.begin(), "Ann\n");
  }
  require(requests_in(*protocol.make_request_decoder(max_message), whole) ==
              requests_in(*protocol.make_request_decoder(max_message), pieces),
          "requests do not depend on how the bytes were cut");
  require(replies_in(*protocol.make_reply_decoder(), {bytes}) ==
              replies_in(*protocol.make_reply_decoder(), cut(bytes, cuts)),
          "replies do not depend on how the bytes were cut");
}

inline void nothing_is_over_the_limit(const Protocol& protocol,
                                      const std::vector<std::string_view>& pieces) {
  const std::unique_ptr<RequestDecoder> decoder = protocol.make_request_decoder(max_message);
  Request request;
  for (const std::string_view piece : pieces) {
    decoder->feed(piece);
    while (decoder->next(request)) {
      require(request.kind == Request::Kind::malformed || request.text.size() <= max_message,
              "no request is longer than the limit");
    }
  }
}

/// The first byte says how many of the next say how the rest is cut.
inline int fuzz_decoders(std::string_view name, const std::uint8_t* data, std::size_t size) {
  FuzzInput input(data, size);
  const Protocol& protocol = *find_protocol(name);
  const std::string_view cuts = input.take(input.byte() % 8u);
  const std::vector<std::string_view> pieces = cut(input.rest(), cuts);
  nothing_is_over_the_limit(protocol, pieces);
  replies_in(*protocol.make_reply_decoder(), pieces);
  pieces_make_no_difference(protocol, input.rest(), cuts);
  return 0;
}

}  // namespace chatlab
