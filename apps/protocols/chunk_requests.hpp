// Decodes requests from a stream without framing: each chunk is a message, or several if it has
// newlines.
//
// The common part of `named` and `anonymous`; the derived class says what a line means. A chunk is
// what one receive returned. Its end is stored as a newline, so that chunks that wait while the
// member is held need no memory but their bytes and one byte per chunk.
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
  /// Turns the line in `request.text` into a request. Need not check its length.
  virtual void interpret(Request& request) = 0;

 private:
  std::size_t max_message_;
  LineReader lines_;
};

}  // namespace chatlab
