// A protocol's decoders, in both directions, with any bytes in any pieces. One target per protocol.
//
// What TCP promises is a stream of bytes, and how it is cut is chance. So what a decoder finds must
// not depend on the cuts, as far as the protocol draws boundaries of its own: `framed` always,
// `line` once it has the name, `named` and `anonymous` at newlines.
#pragma once

#include <memory>

#include "apps/protocols/registry.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace chatlab {

constexpr std::size_t max_message = 200;  // small, so that the limit is often met

using Pieces = std::vector<std::string_view>;

inline std::string requests_of(const Protocol& protocol, const Pieces& pieces,
                               Asking asking = Asking::early) {
  return requests_in(*protocol.make_request_decoder(max_message), pieces, asking);
}

inline std::string replies_of(const Protocol& protocol, const Pieces& pieces) {
  return replies_in(*protocol.make_reply_decoder(), pieces);
}

// Every line of `bytes` as a piece of its own, with its newline.
inline Pieces lines_of(std::string_view bytes) {
  Pieces lines;
  while (!bytes.empty()) {
    const std::size_t newline = bytes.find('\n');
    lines.push_back(bytes.substr(0, newline == std::string_view::npos ? newline : newline + 1));
    bytes.remove_prefix(lines.back().size());
  }
  return lines;
}

inline void cuts_make_no_difference(const Protocol& protocol, std::string_view bytes,
                                    std::string_view cuts) {
  Pieces whole = {bytes};
  Pieces pieces = protocol.has_boundaries() ? cut(bytes, cuts) : lines_of(bytes);
  if (protocol.name() == "line") {
    whole.insert(whole.begin(), "Ann\n");
    pieces.insert(pieces.begin(), "Ann\n");
  }
  require(requests_of(protocol, whole) == requests_of(protocol, pieces),
          "requests do not depend on how the bytes were cut");
  if (!protocol.has_boundaries()) return;
  require(replies_of(protocol, {bytes}) == replies_of(protocol, cut(bytes, cuts)),
          "replies do not depend on how the bytes were cut");
}

inline void nothing_is_over_the_limit(const Protocol& protocol, const Pieces& pieces) {
  const std::unique_ptr<RequestDecoder> decoder = protocol.make_request_decoder(max_message);
  Request request;
  for (const std::string_view piece : pieces) {
    decoder->feed(piece);
    while (decoder->next(request)) {
      const bool is_name = request.kind == Request::Kind::join;
      const std::size_t limit = is_name ? longest_name_field : max_message;
      require(request.kind == Request::Kind::malformed || request.text.size() <= limit,
              "no request is longer than the limit");
    }
  }
}

/// The first byte says how many of the next say how the rest is cut.
inline int fuzz_decoders(std::string_view name, const std::uint8_t* data, std::size_t size) {
  FuzzInput input(data, size);
  const Protocol& protocol = *find_protocol(name);
  const std::string_view cuts = input.bytes(input.byte() % 8u);
  const Pieces pieces = cut(input.rest(), cuts);
  nothing_is_over_the_limit(protocol, pieces);
  replies_of(protocol, pieces);
  if (protocol.transport() == Transport::udp) return 0;  // a datagram is not cut, nor held
  cuts_make_no_difference(protocol, input.rest(), cuts);
  require(
      requests_of(protocol, pieces, Asking::early) == requests_of(protocol, pieces, Asking::late),
      "requests do not depend on when they are asked for");
  return 0;
}

}  // namespace chatlab
