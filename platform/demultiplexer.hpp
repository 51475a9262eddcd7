// The synchronous event demultiplexer of the Reactor pattern (Schmidt; POSA2): waits for many
// handles at once and says which of them are ready.
//
// Four files implement it: poll_demultiplexer.cpp and select_demultiplexer.cpp, in posix/ and in
// windows/. Each shows its system call with the call's own data (pollfd, fd_set), and defines the
// functions below in the same order, so that any two can be read side by side. All report ready
// handles in the order of their slots, so that a program behaves the same with any of them.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "platform/handle.hpp"

namespace chatlab {

/// A timeout that never expires.
constexpr std::chrono::milliseconds forever{-1};

/// What to wait for on one handle.
struct Interest {
  bool read;   // true: report the handle when it is readable
  bool write;  // true: report the handle when it is writable
};

/// A handle that a wait found ready.
struct Ready {
  Handle handle;
  bool readable;  // true: reading is wanted, and a read will not block
  bool writable;  // true: writing is wanted, and a write will not block
  std::size_t slot;
};

/// How a wait ended.
enum class WaitEnd {
  returned,      // handles are ready, or the time has passed
  interrupted,   // a signal arrived: EINTR
  left_one_out,  // as `returned`, but without a handle that WSAPoll would report at once
};

class Demultiplexer {
 public:
  virtual ~Demultiplexer() = default;

  /// The system call: `poll` or `select`.
  virtual const char* name() const = 0;

  /// The number of handles held. They occupy the slots 0 to size() - 1.
  virtual std::size_t size() const = 0;

  /// True if add() accepts `handle`. select(2) has a limit, FD_SETSIZE: on POSIX it limits the
  /// descriptor's number, on Windows the number of handles.
  virtual bool can_hold(Handle handle) const = 0;

  /// Puts `handle` into a new last slot, with no interest yet. Throws std::runtime_error if
  /// can_hold() is false.
  virtual void add(Handle handle) = 0;

  /// Sets what to wait for. A handle without interest does not take part in the wait: errors and
  /// hang-ups are not reported either.
  virtual void change(std::size_t slot, Interest interest) = 0;

  /// Removes the handle in `slot`; the handle in the last slot moves there.
  virtual void remove(std::size_t slot) = 0;

  /// Waits until a handle is ready or `timeout` has passed, and appends the ready handles to
  /// `ready`. Appends none if a signal interrupted the wait. An error or a hang-up makes a handle
  /// readable if reading is wanted, so that recv(2) reports it, and writable if only writing is
  /// wanted. A failed connect(2) makes it writable. Throws std::system_error if the call fails.
  virtual WaitEnd wait(std::chrono::milliseconds timeout, std::vector<Ready>& ready) = 0;
};

std::unique_ptr<Demultiplexer> make_poll_demultiplexer();
std::unique_ptr<Demultiplexer> make_select_demultiplexer();

/// Returns the demultiplexer whose system call is `name`, `poll` or `select`; nullptr for any other
/// name.
std::unique_ptr<Demultiplexer> make_demultiplexer(const std::string& name);

}  // namespace chatlab
