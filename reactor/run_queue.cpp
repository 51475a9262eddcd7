// A doubly linked list of waiting handlers; the links are in the handlers.
#include "reactor/run_queue.hpp"

#include <cassert>

namespace chatlab {

Runnable::~Runnable() {
  assert(!is_queued());
}

void RunQueue::append(Runnable& handler) {
  handler.queue_ = this;
  handler.previous_ = last_;
  if (last_ == nullptr) {
    first_ = &handler;
  } else {
    last_->next_ = &handler;
  }
  last_ = &handler;
}

void RunQueue::remove(Runnable& handler) {
  if (handler.queue_ != this) return;
  if (first_ == &handler) first_ = handler.next_;
  if (last_ == &handler) last_ = handler.previous_;
  if (handler.previous_ != nullptr) handler.previous_->next_ = handler.next_;
  if (handler.next_ != nullptr) handler.next_->previous_ = handler.previous_;
  handler.queue_ = nullptr;
  handler.previous_ = nullptr;
  handler.next_ = nullptr;
}

void RunQueue::run(TurnBudget& budget, std::size_t most) {
  for (std::size_t called = 0; called < most && !is_empty() && !budget.is_used_up(); ++called) {
    Runnable& handler = *first_;
    remove(handler);
    budget.charge_request();
    handler.run();
  }
}

}  // namespace chatlab
