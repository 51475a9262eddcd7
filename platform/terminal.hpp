// The user's terminal in character mode: keys arrive as they are pressed, not line by line.
//
// This class only switches modes. What keys mean and what is drawn is pure code in apps/terminal/.
// Keys are read from StandardInput; drawing goes to StandardOutput.
#pragma once

#include <memory>

#include "platform/handle.hpp"

namespace chatlab {

class Terminal {
 public:
  /// True if standard input and output are both a terminal that understands escape sequences.
  static bool is_usable();

  /// Changes nothing yet. While this object exists, the terminal is restored however the process
  /// ends, except by SIGKILL, and while it is suspended: its mode, with the cursor's row erased and
  /// bracketed paste off. At most one object at a time. termios(3)
  Terminal();

  /// As leave().
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Makes keys arrive one by one, without an echo; Ctrl-C and Ctrl-Z remain signals. Returns false
  /// and has no effect if the process is in the background: the terminal then belongs to another
  /// program, and no event tells when it comes back. Call it before each drawing; it costs little
  /// if there is nothing to do. tcgetpgrp(3)
  bool enter();

  /// Restores the mode from before the first enter().
  void leave();

  /// Readable when the terminal must be entered and drawn again: the size changed, or the process
  /// continues after being suspended. no_handle if the system does not report it.
  Handle handle() const;

  /// Makes the handle unreadable until a redraw is needed again.
  void drain();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chatlab
