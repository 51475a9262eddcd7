// The demultiplexer of the Reactor pattern: waits for many handles at once and says which are
// ready.
//
// PollDemultiplexer and SelectDemultiplexer do the same by two system calls. Each file answers the
// same four questions in the same order, so that the two can be read side by side: can it hold a
// handle, how is one added, how removed, how is waited. Both report handlers in the order of their
// slots, so a program behaves the same to the last byte with either.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "reactor/event_handler.hpp"

namespace chatlab {

/// A handler whose handle was found ready. The reactor sets `handler` to nullptr where it is
/// removed before its turn comes.
struct Ready {
  EventHandler* handler;
  bool readable;
  bool writable;
};

class Demultiplexer {
 public:
  virtual ~Demultiplexer() = default;

  virtual const char* name() const = 0;

  /// Whether the system call can wait for `handle` too.
  virtual bool can_hold(Handle handle) const = 0;

  /// The handler takes the last slot; it wants nothing yet. `can_hold` must be true.
  void add(EventHandler& handler);

  /// Takes over what the handler wants.
  void set_interest(EventHandler& handler, bool read, bool write);

  /// The handler in the last slot moves into the free one.
  void remove(EventHandler& handler);

  /// Waits until a handle is ready or `timeout` has passed (`forever` for no timeout), and puts the
  /// ready ones into `ready`, which was empty. A signal ends the wait early, with none.
  virtual void wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) = 0;

  std::size_t size() const { return handlers_.size(); }

 protected:
  virtual void add_slot(Handle handle) = 0;
  virtual void change_slot(std::size_t slot, bool read, bool write) = 0;
  virtual void remove_slot(std::size_t slot) = 0;

  /// The registered handlers, one a slot.
  const std::vector<EventHandler*>& handlers() const { return handlers_; }

 private:
  std::vector<EventHandler*> handlers_;
};

/// By name, `poll` or `select`; nullptr for any other.
std::unique_ptr<Demultiplexer> make_demultiplexer(const std::string& name);

}  // namespace chatlab
