// The self-pipe trick on POSIX: signals become readable bytes in a pipe. For this folder only.
//
// A signal handler interrupts the program anywhere, so it may call few functions. write(2) is one
// of them: the handler writes one byte, and the reactor waits for the pipe's other end.
// signal-safety(7)
#pragma once

#include <signal.h>

#include <vector>

#include "platform/handle.hpp"

namespace chatlab {

class SignalPipe {
 public:
  /// Throws std::system_error if the system has no more descriptors. pipe(2)
  SignalPipe();
  /// The caught signals have their former effect again.
  ~SignalPipe();
  SignalPipe(const SignalPipe&) = delete;
  SignalPipe& operator=(const SignalPipe&) = delete;

  /// From now on `signal` makes handle() readable. A signal is caught by one pipe at a time.
  /// sigaction(2)
  void catch_signal(int signal);

  Handle handle() const;

  /// Makes the handle unreadable. Returns true if a signal has arrived since the last call.
  bool drain();

 private:
  struct Caught {
    int signal;
    struct sigaction before;
  };

  int ends_[2] = {-1, -1};  // for reading, for writing
  std::vector<Caught> caught_;
};

}  // namespace chatlab
