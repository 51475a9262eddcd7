// A program as a child process of a test: its standard input, output and error, and its exit
// status. No call waits; ProgramTest does.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

/// The path of program `name`, in the folder that the environment variable CHATLAB_PROGRAMS names,
/// or else in `build`.
std::string program_path(const std::string& name);

class ChildProcess {
 public:
  /// The kind of standard input.
  enum class Input {
    pipe,         // the test writes to it
    null_device,  // /dev/null, NUL: at end of file from the start
    closed,       // no open handle
    file,
  };

  struct Setting {
    Input input = Input::pipe;
    std::string input_file;              // if `input` is `file`
    std::vector<std::string> variables;  // `NAME=value`, in addition to the test's environment
  };

  /// Starts program `name`. Throws std::system_error if the system refuses.
  ChildProcess(const std::string& name, const std::vector<std::string>& arguments,
               const Setting& setting);

  /// Kills the program if it still runs.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Writes `text` to standard input. pump() writes the part that the program does not accept yet.
  void write(std::string_view text);

  /// Ends standard input once all text is written.
  void end_input();

  /// Closes the reading end of standard output: the pipe is broken.
  void close_output();

  /// Sends SIGINT, as Ctrl-C does, or SIGTERM, as kill(1) does. On Windows both send Ctrl-Break.
  void interrupt();
  void terminate();

  /// Ends the program at once: SIGKILL, or TerminateProcess.
  void kill();

  /// Sends SIGUSR1. Not on Windows, which has no such signal.
  void send_user_signal();

  /// Stops the program where it is, as a debugger does, and lets it continue. POSIX only: SIGSTOP
  /// and SIGCONT.
  void suspend();
  void resume();

  /// Writes what the program accepts, reads its output, and checks whether it has ended.
  void pump();

  /// True if the program has ended and all its output was read. Before that the status is -1. If a
  /// signal ended the program, the status is 128 plus the signal's number, as in a shell; after a
  /// crash on Windows it is the exception code, a negative number.
  bool has_ended() const;
  int exit_status() const;

  const std::string& output() const { return output_; }
  const std::string& errors() const { return errors_; }

  /// Bytes of input that neither the program nor the pipe has accepted yet.
  std::size_t unwritten() const;

  /// The command line, the output and the status so far, for the message of a failing test.
  std::string describe() const;

  bool reads_output = true;  // false: standard output stays in the pipe

 private:
  struct State;

  std::string command_;
  std::string output_;
  std::string errors_;
  std::unique_ptr<State> state_;
};

}  // namespace chatlab
