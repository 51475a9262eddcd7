// A program started in a terminal of its own, with somebody at the keyboard who sees its screen.
// POSIX only: pty(7), posix_openpt(3).
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
  /// Starts `command`, found in PATH, as the leader of a session of its own. It has the environment
  /// of the test without what tells of the test's terminal, TERM=xterm, and `variables`, each
  /// `NAME=value`. Throws std::system_error where there is no terminal to be had; a command that
  /// can't be started exits with 127.
  ///
  /// The leader of a session can't be suspended with Ctrl-Z, nobody would be there to continue it
  /// (POSIX.1 2.4.3, orphaned process groups): for that, start `sh -i`, and type the command.
  PtyProgram(const std::vector<std::string>& command, std::size_t rows, std::size_t columns,
             const std::vector<std::string>& variables = {});

  /// Kills it where it still runs.
  ~PtyProgram();
  PtyProgram(const PtyProgram&) = delete;
  PtyProgram& operator=(const PtyProgram&) = delete;

  /// Keys, as the bytes a terminal sends. What the program has no room for is typed while waiting.
  void type(std::string_view bytes);

  /// What the screen shows now; it goes on changing only while something below waits.
  const Screen& screen() const { return screen_; }

  /// All bytes that the program wrote.
  const std::string& output() const { return output_; }

  /// Waits until the screen is as it should be; false where it is not before `limit` has passed.
  bool wait_for_screen(const std::function<bool(const Screen&)>& is_right,
                       milliseconds limit = patience);

  /// The same, until it shows `text`.
  bool wait_for_screen(std::string_view text, milliseconds limit = patience);

  /// The same for any condition, which is asked whenever something was written, and often.
  bool wait_until(const std::function<bool()>& condition, milliseconds limit = patience);

  /// The window gets another size; the program is told with SIGWINCH.
  void resize(std::size_t rows, std::size_t columns);

  /// The modes of the terminal as text, like those of `stty -g`, to compare. Also after the end.
  std::string stty() const;

  /// Sends a signal to the program.
  void signal(int number);

  /// Waits until the program has ended, and returns its exit status, 128 and the signal's number
  /// where a signal ended it, as a shell does; -1 where it still runs after `limit`. What it wrote
  /// last may come later: wait for the screen.
  int wait_exit(milliseconds limit = patience);

  pid_t id() const { return process_; }

  bool reads_screen = true;  // false: nothing that the program writes is read, as after Ctrl-S

 private:
  void read_and_write();
  bool has_ended();

  Screen screen_;
  std::string output_;
  std::string untyped_;  // keys the program had no room for yet
  int keyboard_ = -1;    // our end of the terminal
  int terminal_ = -1;    // the program's end, kept open so that its modes can be asked for
  pid_t process_ = -1;
  int status_ = -1;  // see wait_exit()
};

}  // namespace chatlab
