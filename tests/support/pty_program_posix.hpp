// A program in a pseudo-terminal: the test types at its keyboard and reads its screen. POSIX only:
// pty(7), posix_openpt(3).
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/screen.hpp"

namespace chatlab {

class PtyProgram {
 public:
  /// Starts `command`, found in PATH, as the leader of a session of its own. Its environment is the
  /// test's without variables about the test's terminal, plus TERM=xterm and `variables`, each
  /// `NAME=value`. Throws std::system_error if no terminal is available; a command that can't be
  /// started exits with 127.
  ///
  /// Ctrl-Z can't suspend a session leader, since no parent could continue it (POSIX.1 2.4.3,
  /// orphaned process groups): for that, start `sh -i`, and type the command.
  PtyProgram(const std::vector<std::string>& command, std::size_t rows, std::size_t columns,
             const std::vector<std::string>& variables = {});

  /// Kills the program if it still runs.
  ~PtyProgram();
  PtyProgram(const PtyProgram&) = delete;
  PtyProgram& operator=(const PtyProgram&) = delete;

  /// Types keys, as the bytes that a terminal sends. Keys that do not fit yet are typed during the
  /// waits below.
  void type(std::string_view bytes);

  /// What the screen shows; it changes only during the waits below.
  const Screen& screen() const { return screen_; }

  /// All bytes that the program wrote.
  const std::string& output() const { return output_; }

  /// Waits until `is_right` returns true for the screen; returns false after `limit`.
  bool wait_for_screen(const std::function<bool(const Screen&)>& is_right,
                       milliseconds limit = patience);

  /// Waits until the screen shows `text`.
  bool wait_for_screen(std::string_view text, milliseconds limit = patience);

  /// Waits until `condition` holds, which is checked after each output, and at short intervals.
  bool wait_until(const std::function<bool()>& condition, milliseconds limit = patience);

  /// Changes the window's size; the program receives SIGWINCH.
  void resize(std::size_t rows, std::size_t columns);

  /// The modes of the terminal as text, as `stty -g` prints them, for comparison. Also works after
  /// the program has ended.
  std::string stty() const;

  /// Sends a signal to the program.
  void signal(int number);

  /// Waits until the program has ended. Returns its exit status, 128 plus the signal's number if a
  /// signal ended it, or -1 if it still runs after `limit`. Its last output may arrive later: wait
  /// for the screen.
  int wait_exit(milliseconds limit = patience);

  pid_t id() const { return process_; }

  bool reads_screen = true;  // false: its output is not read, as after Ctrl-S

 private:
  void read_and_write();
  void write_untyped();
  bool read_screen();  // false: there is nothing to read
  bool has_ended();

  Screen screen_;
  std::string output_;
  std::string untyped_;  // keys that did not fit yet
  int keyboard_ = -1;    // the test's end of the terminal
  int terminal_ = -1;    // the program's end, kept open to read its modes
  pid_t process_ = -1;
  int status_ = -1;  // see wait_exit()
};

}  // namespace chatlab
