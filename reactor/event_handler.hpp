// The event handler of the Reactor pattern (Schmidt, POSA2): an object that owns a handle and is
// called when that handle is ready.
//
// Handlers are classes with virtual functions and not stored lambdas, so that a debugger's stack
// reads Reactor::turn, Connection::on_readable, StreamMember::on_bytes.
#pragma once

#include <cstddef>

#include "platform/handle.hpp"

namespace chatlab {

class EventHandler {
 public:
  EventHandler() = default;
  EventHandler(const EventHandler&) = delete;
  EventHandler& operator=(const EventHandler&) = delete;

  /// Asserts that the reactor no longer knows it: whoever adds a handler removes it.
  virtual ~EventHandler();

  /// The handle to wait for. The same from add() to remove().
  virtual Handle handle() const = 0;

  /// The handle can be read, or it failed or was hung up, which reading will tell.
  virtual void on_readable() = 0;

  /// The handle can be written, or, where reading is not wanted, failed.
  virtual void on_writable() {}

  bool wants_read() const { return registration_.wants_read; }
  bool wants_write() const { return registration_.wants_write; }
  bool is_registered() const { return registration_.slot != nowhere; }

 private:
  friend class Reactor;
  friend class Demultiplexer;

  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  // The reactor's own notes about this handler, kept here so that they are found without a search.
  struct Registration {
    std::size_t slot = nowhere;      // its place among the demultiplexer's handlers
    std::size_t position = nowhere;  // its place among those found ready in this turn
    bool wants_read = false;
    bool wants_write = false;
  };
  Registration registration_;
};

}  // namespace chatlab
