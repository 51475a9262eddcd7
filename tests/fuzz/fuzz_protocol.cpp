// Fuzzes a protocol's decoders in both directions, with any bytes in any pieces.
//
// One program for all registered protocols: the environment variable FUZZ_PROTOCOL names the one to
// fuzz. Without it, the program lists the protocols, one per line, and ends.
//
// TCP delivers a stream of bytes, cut at random. So what a decoder finds must not depend on the
// cuts, if the protocol has boundaries of its own: `framed` always, `line` once it has the name,
// `named` and `anonymous` at newlines.
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "apps/protocols/registry.hpp"
#include "tests/fuzz/fuzzing.hpp"
#include "tests/support/dialects.hpp"

namespace chatlab {
namespace {

constexpr std::size_t max_message = 200;  // small, so that inputs often reach the limit

using Pieces = std::vector<std::string_view>;

std::string requests_of(const Protocol& protocol, const Pieces& pieces,
                        Asking asking = Asking::early) {
  return requests_in(*protocol.make_request_decoder(max_message), pieces, asking);
}

std::string replies_of(const Protocol& protocol, const Pieces& pieces) {
  return replies_in(*protocol.make_reply_decoder(), pieces);
}

// The lines of `bytes` as one piece each, with their newlines.
Pieces lines_of(std::string_view bytes) {
  Pieces lines;
  while (!bytes.empty()) {
    const std::size_t newline = bytes.find('\n');
    lines.push_back(bytes.substr(0, newline == std::string_view::npos ? newline : newline + 1));
    bytes.remove_prefix(lines.back().size());
  }
  return lines;
}

void cuts_make_no_difference(const Protocol& protocol, std::string_view bytes,
                             std::string_view cuts) {
  Pieces whole = {bytes};
  Pieces pieces = protocol.has_boundaries() ? cut(bytes, cuts) : lines_of(bytes);
  const Dialect& dialect = dialect_of(protocol.name());
  const std::string join = dialect.join("Ann");
  if (protocol.has_boundaries() && dialect.name_ends_with_its_chunk()) {
    whole.insert(whole.begin(), join);
    pieces.insert(pieces.begin(), join);
  }
  require(requests_of(protocol, whole) == requests_of(protocol, pieces),
          "requests do not depend on how the bytes were cut");
  if (!protocol.has_boundaries()) return;
  require(replies_of(protocol, {bytes}) == replies_of(protocol, cut(bytes, cuts)),
          "replies do not depend on how the bytes were cut");
}

void nothing_is_over_the_limit(const Protocol& protocol, const Pieces& pieces) {
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

// The first byte is the number of bytes that follow it and define the cuts of the rest.
void fuzz(const Protocol& protocol, const std::uint8_t* data, std::size_t size) {
  FuzzInput input(data, size);
  const std::string_view cuts = input.bytes(input.byte() % 8u);
  const Pieces pieces = cut(input.rest(), cuts);
  nothing_is_over_the_limit(protocol, pieces);
  replies_of(protocol, pieces);
  if (protocol.transport() == Transport::udp) return;  // datagrams are neither cut nor held
  cuts_make_no_difference(protocol, input.rest(), cuts);
  require(
      requests_of(protocol, pieces, Asking::early) == requests_of(protocol, pieces, Asking::late),
      "requests do not depend on when they are asked for");
}

const Protocol* protocol_to_fuzz = nullptr;

}  // namespace
}  // namespace chatlab

// Called once, before the first input.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  using namespace chatlab;
  const char* name = std::getenv("FUZZ_PROTOCOL");
  if (name == nullptr) {
    for (const Protocol* protocol : all_protocols()) {
      std::printf("%s\n", std::string(protocol->name()).c_str());
    }
    std::exit(0);
  }
  protocol_to_fuzz = find_protocol(name);
  require(protocol_to_fuzz != nullptr, "FUZZ_PROTOCOL names a registered protocol");
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chatlab::fuzz(*chatlab::protocol_to_fuzz, data, size);
  return 0;
}
