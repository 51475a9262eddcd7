// A connection's output that the system has not accepted yet: a queue of bytes.
//
// A non-blocking send(2) accepts as many bytes as fit into the system's buffer, perhaps none; the
// rest waits here. Pure: no socket, no system call, so that it can be tested by itself. For
// protocols without framing it also remembers borders, which no single send may cross.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

class OutputBuffer {
 public:
  /// The number of bytes appended but not consumed yet.
  std::size_t size() const { return bytes_.size() - consumed_; }
  bool is_empty() const { return size() == 0; }

  void append(std::string_view bytes);

  /// Appends bytes that must be sent by themselves: next() never returns them together with earlier
  /// or later ones. No effect if `bytes` is empty.
  void append_apart(std::string_view bytes);

  /// Returns the bytes to send next: at most `limit` bytes, and none beyond the next border. Empty
  /// if the buffer is empty. Valid until the buffer changes.
  std::string_view next(std::size_t limit) const;

  /// Removes the first `count` bytes; `count` must not exceed size(). Keeps the memory for later
  /// output.
  void consume(std::size_t count);

  /// Removes everything.
  void clear() { consume(size()); }

  /// The allocated memory in bytes.
  std::size_t capacity() const;

  /// True if most of the memory is unused, as it is after a long message or a backlog.
  bool has_spare_memory() const;

  /// Gives the unused memory back to the system.
  void release_spare_memory();

 private:
  void add_border();
  void drop_consumed();

  std::string bytes_;
  std::size_t consumed_ = 0;          // how many bytes at the start of `bytes_` are sent
  std::vector<std::size_t> borders_;  // ascending positions in `bytes_`: a send must end there
  std::size_t next_border_ = 0;       // index of the first border not passed yet
};

}  // namespace chatlab
