// Cuts a stream of bytes into frames: a header with the payload's length, then the payload.
//
// The header has exactly 10 bytes: the length as ASCII decimal digits, with spaces on either side.
// The reader finds the same frames however the stream was cut into pieces on its way.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "apps/protocols/input_buffer.hpp"

namespace chatlab {

constexpr std::size_t frame_header_size = 10;  // in bytes

/// `5         hello`: `payload` behind its header.
std::string encode_frame(std::string_view payload);

/// Appends to `bytes` what encode_frame() returns.
void append_frame(std::string& bytes, std::string_view payload);

class FrameReader {
 public:
  enum class Found {
    nothing,    // no frame is complete
    payload,    // a complete frame
    malformed,  // the header is not a length: the reader has given up
    too_long,   // the header announces more than the limit: the reader has given up
  };

  /// Adds the next bytes of the stream. No effect if the reader has given up.
  void feed(std::string_view bytes);

  /// Moves the next frame's payload into `payload`. `limit` is the longest payload accepted, in
  /// bytes. `payload` is changed only if a frame is complete.
  Found next(std::string& payload, std::size_t limit);

  /// Describes the incomplete frame after the last complete one: `inside a header: 3 of 10 bytes`,
  /// `inside a frame: 2 of 5 bytes`. Empty if no bytes are left.
  std::string unfinished() const;

 private:
  Found give_up(Found why);

  InputBuffer buffer_;
  bool gave_up_ = false;  // true after `malformed` or `too_long`
};

}  // namespace chatlab
