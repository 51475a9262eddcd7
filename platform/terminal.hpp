// The terminal that a person sits at: keys as they are pressed, instead of lines when they are
// done.
//
// It only switches modes. What the keys mean and what is drawn is pure code in apps/terminal/; the
// keys come through StandardInput, the drawing goes through standard output.
#pragma once

#include <cstddef>
#include <memory>

#include "platform/handle.hpp"

namespace chatlab {

class Terminal {
 public:
  /// Whether standard input and output are both a terminal that understands escape sequences.
  static bool is_usable();

  /// From construction to destruction keys are not echoed and arrive one by one; Ctrl-C and Ctrl-Z
  /// remain signals. However the process ends, but for SIGKILL, the terminal is what it was before:
  /// also after a crash, and while it is suspended. One at a time. termios(3)
  Terminal();
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// How wide it is now, in columns. TIOCGWINSZ in ioctl_tty(2)
  std::size_t columns() const;

  /// Readable when what was drawn must be drawn again: the size changed, or the process was
  /// suspended and goes on. no_handle where the system does not tell.
  Handle handle() const;

  /// Makes the handle unreadable until there is a new reason.
  void drain();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace chatlab
