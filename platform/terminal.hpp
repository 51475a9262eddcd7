// The user's terminal in character mode: keys arrive as they are pressed, not line by line.
//
// It only switches modes. What keys mean and what is drawn is pure code in apps/terminal/; keys are
// read from StandardInput, drawing goes to standard output.
#pragma once

#include <cstddef>
#include <memory>

#include "platform/handle.hpp"

namespace chatlab {

class Terminal {
 public:
  /// True if standard input and output are both a terminal that understands escape sequences.
  static bool is_usable();

  /// While this object exists, keys are not echoed and arrive one by one; Ctrl-C and Ctrl-Z remain
  /// signals. The former mode is restored however the process ends, except by SIGKILL, and while it
  /// is suspended. At most one object at a time. termios(3)
  Terminal();
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// The current width in columns. TIOCGWINSZ in ioctl_tty(2)
  std::size_t columns() const;

  /// Readable when a redraw is needed: the size changed, or the process continues after being
  /// suspended. no_handle if the system does not report it.
  Handle handle() const;

  /// Makes the handle unreadable until a redraw is needed again.
  void drain();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chatlab
