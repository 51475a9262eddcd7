// The run queue: handlers that wait to be called, first come, first served.
//
// An operating system's scheduler keeps its runnable processes in such a queue and gives each a
// share of the processor's time in turn: round robin. The reactor has two run queues: one for
// output that is to be sent, and one for work that did not fit into one turn.
#pragma once

#include <cstddef>

#include "reactor/turn_budget.hpp"

namespace chatlab {

class RunQueue;

/// A handler that can wait in a run queue, in one at a time.
class Runnable {
 public:
  Runnable() = default;
  Runnable(const Runnable&) = delete;
  Runnable& operator=(const Runnable&) = delete;

  /// Must not be waiting in a queue.
  virtual ~Runnable();

 private:
  friend class RunQueue;
  virtual void run() = 0;
  bool is_queued() const { return queue_ != nullptr; }

  // The queue is linked through the handlers themselves, so joining it needs no memory.
  RunQueue* queue_ = nullptr;     // where the handler is waiting; nullptr if it is not
  Runnable* previous_ = nullptr;  // its neighbours in the queue, while it is waiting
  Runnable* next_ = nullptr;
};

class RunQueue {
 public:
  /// Adds `handler` at the end of the queue. No effect if it is waiting already.
  void add(Runnable& handler) {
    if (!handler.is_queued()) append(handler);
  }

  /// Removes `handler` from the queue. No effect if it is not waiting.
  void remove(Runnable& handler);

  bool is_empty() const { return first_ == nullptr; }

  /// Calls at most `most` handlers, from the front, until none is left or `budget` is used up. A
  /// handler that is added meanwhile, even by itself, waits behind the others.
  void run(TurnBudget& budget, std::size_t most);

 private:
  void append(Runnable& handler);

  Runnable* first_ = nullptr;
  Runnable* last_ = nullptr;
};

}  // namespace chatlab
