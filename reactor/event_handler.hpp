// The event handler of the Reactor pattern (Schmidt, POSA2): an object that owns a handle and is
// called when that handle is ready.
//
// Handlers are classes with virtual functions and not stored lambdas, so that a debugger's stack
// reads Reactor::turn, Connection::on_readable, StreamMember::on_bytes.
#pragma once

#include <cstddef>

#include "platform/demultiplexer.hpp"
#include "platform/handle.hpp"

namespace chatlab {

class EventHandler {
 public:
  EventHandler() = default;
  EventHandler(const EventHandler&) = delete;
  EventHandler& operator=(const EventHandler&) = delete;

  /// Asserts that the handler is not registered: its owner removes it before destroying it.
  virtual ~EventHandler();

  /// The handle to wait for. Must not change between Reactor::add() and Reactor::remove().
  virtual Handle handle() const = 0;

  /// The handle can be read without blocking, or it failed or was hung up: a read reports which.
  virtual void on_readable() = 0;

  /// The handle can be written without blocking, or, if reading is not wanted, it failed.
  virtual void on_writable() {}

  bool wants_read() const { return registration_.interest.read; }
  bool wants_write() const { return registration_.interest.write; }
  bool is_registered() const { return registration_.slot != nowhere; }

 private:
  friend class Reactor;

  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  // The reactor's notes about this handler, kept here so that they are found without a search.
  struct Registration {
    std::size_t slot = nowhere;      // its place among the demultiplexer's handles
    std::size_t position = nowhere;  // its place among the handles found ready in this turn
    Interest interest = {false, false};
  };
  Registration registration_;
};

}  // namespace chatlab
