// Shared output: bytes that many connections are to send, stored once.
//
// A message to a thousand members is the same bytes a thousand times. Copied into a thousand output
// buffers, it costs more time than everything else that the program does for it, most of it spent
// waiting for memory that is in no cache. So a connection copies nothing: it borrows a range of
// these bytes, and the next message makes that range longer. The flush at the end of the turn sends
// straight from here, unless earlier output waits. Only what must wait is copied, since these bytes
// are meant for one turn: they are dropped once no connection borrows them (reference counting).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

class SharedOutput {
 public:
  /// A part of the bytes: from `begin` to before `end`.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end - begin; }
  };

  SharedOutput() = default;
  SharedOutput(const SharedOutput&) = delete;
  SharedOutput& operator=(const SharedOutput&) = delete;

  /// Appends `bytes` and returns their range, which is valid until the next call; while it is
  /// borrowed, until the last borrower has given it back.
  Range append(std::string_view bytes);

  /// As append(), for `pieces` that must each be sent by themselves: OutputBuffer::append_apart().
  Range append_apart(const std::vector<std::string>& pieces);

  /// True if some of the bytes must be sent by themselves.
  bool has_borders() const { return !borders_.empty(); }

  /// The bytes in `range`, which must be valid. They are valid until the next append().
  std::string_view view(Range range) const {
    return std::string_view(bytes_).substr(range.begin, range.size());
  }

  /// As view(), but only the bytes before the next border.
  std::string_view next_piece(Range range) const;

  /// Must be called by each borrower before it keeps a range, and after it needs it no more.
  void borrow() { ++borrowers_; }
  void give_back() { --borrowers_; }

  /// The allocated memory in bytes.
  std::size_t capacity() const { return bytes_.capacity(); }

 private:
  void drop_all();

  std::string bytes_;
  std::vector<std::size_t> borders_;  // ascending positions in `bytes_`: a send must end there
  std::size_t borrowers_ = 0;
};

}  // namespace chatlab
