// Bytes that were received and not consumed yet: a queue of bytes.
//
// recv(2) returns what has arrived, which is seldom exactly one message. The bytes of a message
// that is not complete wait here for the rest. Every decoder of a stream has one input buffer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

/// Memory is bounded by what is in the buffer: at most four times as much, or 1 KiB if that is
/// more. An empty buffer that was large gives its memory back.
class InputBuffer {
 public:
  /// Adds `bytes` at the end.
  void append(std::string_view bytes);

  /// The bytes that were appended and not consumed; valid until the buffer is changed.
  std::string_view view() const { return std::string_view(bytes_).substr(start_); }

  /// Removes the first `count` bytes, of which there must be so many.
  void consume(std::size_t count);

  /// Removes all bytes.
  void clear() { consume(view().size()); }

  /// The memory in use, in bytes.
  std::size_t capacity() const { return bytes_.capacity(); }

 private:
  std::string bytes_;
  std::size_t start_ = 0;  // the bytes before it are consumed
};

}  // namespace chatlab
