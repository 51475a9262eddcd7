// The input buffer: a queue of bytes that were received and not consumed yet.
//
// recv(2) returns what has arrived, which is seldom exactly one message. The bytes of an incomplete
// message wait here for the rest. Every decoder of a stream has one input buffer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chatlab {

/// The memory in use is at most four times the size of the content, or 1 KiB if that is more.
class InputBuffer {
 public:
  /// Adds `bytes` at the end.
  void append(std::string_view bytes);

  /// The bytes that were appended and not consumed. Valid until the buffer changes.
  std::string_view view() const { return std::string_view(bytes_).substr(start_); }

  /// Removes the first `count` bytes. There must be at least `count` bytes.
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
