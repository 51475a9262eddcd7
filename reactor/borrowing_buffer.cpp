// Borrows a single range, and copies it when there is more.
#include "reactor/borrowing_buffer.hpp"

#include <algorithm>

namespace chatlab {

void BorrowingBuffer::append(std::string_view bytes) {
  own();
  own_.append(bytes);
}

void BorrowingBuffer::append_apart(std::string_view bytes) {
  own();
  own_.append_apart(bytes);
}

void BorrowingBuffer::append(SharedOutput& shared, SharedOutput::Range range) {
  if (range.size() == 0 || extend(shared, range)) return;
  own();
  shared.borrow();
  lender_ = &shared;
  borrowed_ = range;
}

std::string_view BorrowingBuffer::next(std::size_t limit) const {
  if (!own_.is_empty() || !is_borrowing()) return own_.next(limit);
  return lender_->next_piece(borrowed_).substr(0, limit);
}

void BorrowingBuffer::consume(std::size_t count) {
  const std::size_t from_own = std::min(count, own_.size());
  own_.consume(from_own);
  borrowed_.begin += count - from_own;
  if (borrowed_.size() == 0) give_back();
}

void BorrowingBuffer::own() {
  while (is_borrowing()) {
    const std::string_view piece = lender_->next_piece(borrowed_);
    if (lender_->has_borders()) {
      own_.append_apart(piece);
    } else {
      own_.append(piece);
    }
    borrowed_.begin += piece.size();
    if (borrowed_.size() == 0) give_back();
  }
}

void BorrowingBuffer::give_back() {
  if (!is_borrowing()) return;
  lender_->give_back();
  lender_ = nullptr;
  borrowed_ = {};
}

}  // namespace chatlab
