// Requests from a stream without framing: each chunk is a message, or several if it has newlines.
//
// What `named` and `anonymous` have in common; each says for itself what a line means. A chunk ends
// where one receive ended. That border is kept as a newline at its end, so chunks that wait (the
// member is held) need no more memory than their bytes, and a byte for each border.
#pragma once

#include "apps/protocols/line_reader.hpp"
#include "apps/protocols/protocol.hpp"

namespace chatlab {

class ChunkRequestDecoder : public RequestDecoder {
 public:
  explicit ChunkRequestDecoder(std::size_t max_message) : max_message_(max_message) {}

  void feed(std::string_view chunk) override;
  bool next(Request& request) override;

 protected:
  /// Makes the line in `request.text` a request. May give a request that is too long.
  virtual void interpret(Request& request) = 0;

 private:
  std::size_t max_message_;
  LineReader lines_;
};

}  // namespace chatlab
