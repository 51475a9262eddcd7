// The run queue: handlers that wait to be called, first come, first served.
//
// An operating system's scheduler keeps its runnable processes in such a queue and gives each a
// share of the processor's time in turn: round robin. The reactor has two of them: for output that
// is to be sent, and for work that one turn had no room for.
#pragma once

#include <list>

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
  bool is_queued() const { return place_.empty(); }

  // Its own node of the queue's list, here as long as it does not wait: joining the queue moves the
  // node, and so needs no memory.
  std::list<Runnable*> place_{this};
  std::list<Runnable*>::iterator node_ = place_.begin();
};

class RunQueue {
 public:
  /// `handler` waits at the end of the queue. No effect if it waits already.
  void add(Runnable& handler);

  /// No effect if `handler` does not wait.
  void remove(Runnable& handler);

  bool is_empty() const { return waiting_.empty(); }

  /// Calls handlers from the front until none is left or `budget` is used up. A handler that is
  /// added meanwhile, even by itself, waits behind the others.
  void run(TurnBudget& budget);

 private:
  std::list<Runnable*> waiting_;
};

}  // namespace chatlab
