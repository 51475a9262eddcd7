// A list of waiting handlers; each brings its own list node, so joining the queue needs no memory.
#include "reactor/run_queue.hpp"

#include <cassert>

namespace chatlab {

Runnable::~Runnable() {
  assert(!is_queued());
}

void RunQueue::append(Runnable& handler) {
  waiting_.splice(waiting_.end(), handler.place_);
}

void RunQueue::remove(Runnable& handler) {
  if (handler.is_queued()) handler.place_.splice(handler.place_.end(), waiting_, handler.node_);
}

void RunQueue::run(TurnBudget& budget) {
  while (!waiting_.empty() && !budget.is_used_up()) {
    Runnable& next = *waiting_.front();
    remove(next);
    budget.charge_request();
    next.run();
  }
}

}  // namespace chatlab
