// What the fuzz targets share. Each target is one file with one LLVMFuzzerTestOneInput, which is
// called with any bytes and aborts if a property does not hold.
// https://llvm.org/docs/LibFuzzer.html
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

/// Ends the process if `holds` is false; libFuzzer then reports the input.
inline void require(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", property);
  std::abort();
}

/// The fuzzer's input, read as numbers and pieces.
class FuzzInput {
 public:
  FuzzInput(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }

  /// The next `size` bytes, or the rest if there are fewer.
  std::string_view bytes(std::size_t size) {
    const std::string_view piece = rest_.substr(0, size);
    rest_.remove_prefix(piece.size());
    return piece;
  }

  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// Cuts `bytes` into pieces: each byte of `cuts` is the size of a piece minus one.
inline std::vector<std::string_view> cut(std::string_view bytes, std::string_view cuts) {
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; !bytes.empty(); ++i) {
    const std::size_t size =
        cuts.empty() ? 1 : 1 + static_cast<unsigned char>(cuts[i % cuts.size()]);
    pieces.push_back(bytes.substr(0, size));
    bytes.remove_prefix(pieces.back().size());
  }
  return pieces;
}

/// When a decoder is asked for its results: after each piece, or after the last one, as for a
/// member that is held.
enum class Asking { early, late };

/// All requests that a decoder finds in the pieces, as text that can be compared.
inline std::string requests_in(RequestDecoder& decoder, const std::vector<std::string_view>& pieces,
                               Asking asking = Asking::early) {
  std::string found;
  Request request;
  const auto drain = [&] {
    while (decoder.next(request)) {
      found += std::to_string(static_cast<int>(request.kind)) + request.text + '\n';
    }
  };
  for (const std::string_view piece : pieces) {
    decoder.feed(piece);
    if (asking == Asking::early) drain();
  }
  drain();
  const std::string unfinished = decoder.unfinished();
  decoder.end();
  drain();
  return found + unfinished;
}

inline std::string replies_in(ReplyDecoder& decoder, const std::vector<std::string_view>& pieces) {
  std::string found;
  Reply reply;
  for (const std::string_view piece : pieces) {
    decoder.feed(piece);
    while (decoder.next(reply)) {
      found += std::to_string(static_cast<int>(reply.kind)) + reply.name + '\n' + reply.text + '\n';
    }
  }
  return found;
}

}  // namespace chatlab
