// An output buffer that borrows what other connections send as well, instead of copying it.
//
// The last bytes of a connection's output are borrowed if they are one range of a SharedOutput. If
// other bytes come, or a part of the shared output is not for this connection, what was borrowed is
// copied behind the earlier bytes, into an OutputBuffer of its own. So a message to many
// connections is not copied when it is sent, but when each of them is flushed. Pure, as
// OutputBuffer.
#pragma once

#include <cstddef>
#include <string_view>

#include "reactor/output_buffer.hpp"
#include "reactor/shared_output.hpp"

namespace chatlab {

class BorrowingBuffer {
 public:
  BorrowingBuffer() = default;
  BorrowingBuffer(const BorrowingBuffer&) = delete;
  BorrowingBuffer& operator=(const BorrowingBuffer&) = delete;

  /// Gives back what is borrowed.
  ~BorrowingBuffer() { clear(); }

  /// As the functions of OutputBuffer.
  std::size_t size() const { return borrowed_.size() + own_.size(); }
  bool is_empty() const { return size() == 0; }
  void append(std::string_view bytes);
  void append_apart(std::string_view bytes);
  std::string_view next(std::size_t limit) const;
  void consume(std::size_t count);
  void clear() { consume(size()); }

  /// Appends the bytes of `shared` in `range` by borrowing them; copies what was borrowed before
  /// unless they follow it. While is_borrowing() is true, `shared` must stay alive.
  void append(SharedOutput& shared, SharedOutput::Range range);

  /// As append(), but only if the bytes follow those that are borrowed. Returns false if they
  /// don't.
  bool extend(const SharedOutput& shared, SharedOutput::Range range) {
    if (lender_ != &shared || borrowed_.end != range.begin) return false;
    borrowed_.end = range.end;
    return true;
  }

  bool is_borrowing() const { return lender_ != nullptr; }

  /// The number of bytes that are borrowed.
  std::size_t borrowed() const { return borrowed_.size(); }

  /// True if there are bytes of its own, and borrowed ones behind them.
  bool is_mixed() const { return is_borrowing() && !own_.is_empty(); }

  /// Copies what is borrowed, and gives it back. No effect if nothing is borrowed. If there is no
  /// memory, throws std::bad_alloc; then a piece may be in the buffer twice, so clear it.
  void own();

  /// As the functions of OutputBuffer; what is borrowed does not count.
  std::size_t capacity() const { return own_.capacity(); }
  bool has_spare_memory() const { return own_.has_spare_memory(); }
  void release_spare_memory() { own_.release_spare_memory(); }

 private:
  void give_back();

  OutputBuffer own_;                // comes before what is borrowed
  SharedOutput* lender_ = nullptr;  // of `borrowed_`; nullptr if that is empty
  SharedOutput::Range borrowed_;
};

}  // namespace chatlab
