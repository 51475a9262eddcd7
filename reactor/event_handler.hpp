// The event handler of the Reactor pattern (Schmidt, POSA2): an object that owns a handle and is
// called when that handle is ready.
//
// Handlers are classes with virtual functions and not stored lambdas, so that a debugger's stack
// shows Reactor::turn, Connection::on_readable, StreamMember::on_bytes.
#pragma once

#include <cstddef>
#include <string>

#include "platform/demultiplexer.hpp"
#include "platform/handle.hpp"

namespace chatlab {

class EventHandler {
 public:
  EventHandler() = default;
  EventHandler(const EventHandler&) = delete;
  EventHandler& operator=(const EventHandler&) = delete;

  /// Asserts that the handler is not registered: its owner must remove it first.
  virtual ~EventHandler();

  /// The handle to wait for. Must not change between Reactor::add() and Reactor::remove().
  virtual Handle handle() const = 0;

  /// The handle can be read without blocking, or has failed or been hung up: the result of a read
  /// tells which.
  virtual void on_readable() = 0;

  /// The handle can be written without blocking, or, if reading is not wanted, has failed.
  virtual void on_writable() {}

  /// A description for traces, logs and debuggers: `Ann at 127.0.0.1:51514 (framed)`, `standard
  /// input`.
  virtual std::string describe() const;

  bool wants_read() const { return registration_.interest.read; }
  bool wants_write() const { return registration_.interest.write; }
  bool is_registered() const { return registration_.slot != nowhere; }

 private:
  friend class Reactor;

  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  // The reactor's data about this handler, kept here so that no search is needed.
  struct Registration {
    std::size_t slot = nowhere;      // its index among the demultiplexer's handles
    std::size_t position = nowhere;  // its index among the handles found ready in this turn
    Interest interest = {false, false};
  };
  Registration registration_;
};

}  // namespace chatlab
