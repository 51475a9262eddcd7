// Borrows as long as there is a single range, and copies it when there is more.
#include "reactor/borrowing_buffer.hpp"

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
  if (extend(shared, range)) return;
  if (!is_empty()) return append(shared.view(range));
  shared.borrow();
  lender_ = &shared;
  borrowed_ = range;
}

std::string_view BorrowingBuffer::next(std::size_t limit) const {
  return is_borrowing() ? lender_->view(borrowed_).substr(0, limit) : own_.next(limit);
}

void BorrowingBuffer::consume(std::size_t count) {
  if (!is_borrowing()) return own_.consume(count);
  borrowed_.begin += count;
  if (borrowed_.size() == 0) give_back();
}

void BorrowingBuffer::own() {
  if (!is_borrowing()) return;
  own_.append(lender_->view(borrowed_));
  give_back();
}

void BorrowingBuffer::give_back() {
  lender_->give_back();
  lender_ = nullptr;
  borrowed_ = {};
}

}  // namespace chatlab
