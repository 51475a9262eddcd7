// Ctrl-C and its kin as a readable handle: the self-pipe trick (D. J. Bernstein).
//
// A signal handler may do next to nothing (signal-safety(7)); writing one byte to a pipe is
// allowed, and the reactor waits for the pipe's other end as for any socket. So a signal becomes an
// event like all others, handled in its turn.
#pragma once

#include <memory>

#include "platform/handle.hpp"

namespace chatlab {

/// From construction to destruction SIGINT, SIGTERM and SIGHUP (on Windows Ctrl-C, Ctrl-Break and
/// the closing of the console) no longer end the process but make handle() readable. One at a time.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  Handle handle() const;

  /// Empties the handle; true where a signal had arrived since the last call.
  bool take();

 private:
  struct Pipe;
  std::unique_ptr<Pipe> pipe_;
};

}  // namespace chatlab
