// SIGUSR1, which a user sends to a running program with kill(1), as a readable handle: the
// self-pipe trick again, see stop_signal.hpp.
#pragma once

#include <memory>

#include "platform/handle.hpp"

namespace chatlab {

/// While this object exists, SIGUSR1 makes handle() readable instead of ending the process. At most
/// one object at a time. signal(7)
class UserSignal {
 public:
  UserSignal();
  ~UserSignal();
  UserSignal(const UserSignal&) = delete;
  UserSignal& operator=(const UserSignal&) = delete;

  /// no_handle on Windows, which has no such signal.
  Handle handle() const;

  /// Drains the handle. Returns true if the signal has arrived since the last call.
  bool drain();

 private:
  struct Pipe;
  std::unique_ptr<Pipe> pipe_;
};

}  // namespace chatlab
