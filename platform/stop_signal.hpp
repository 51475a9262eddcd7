// Ctrl-C and similar signals as a readable handle: the self-pipe trick (D. J. Bernstein).
//
// A signal handler may call few functions (signal-safety(7)); write(2) is one of them. The handler
// writes one byte to a pipe, and the reactor waits for the pipe's other end as for any socket. So a
// signal becomes an event like all others.
#pragma once

#include <memory>

#include "platform/handle.hpp"

namespace chatlab {

/// While this object exists, SIGINT, SIGTERM and SIGHUP (on Windows Ctrl-C, Ctrl-Break and closing
/// the console) make handle() readable instead of ending the process. At most one object at a time.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  Handle handle() const;

  /// Makes the handle unreadable. Returns true if a signal has arrived since the last call.
  bool drain();

 private:
  bool drain_now();

  struct Pipe;
  std::unique_ptr<Pipe> pipe_;
};

}  // namespace chatlab
