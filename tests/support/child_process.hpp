// A built program, started by a test and watched from outside: what it is told on standard input,
// what it says on standard output and error, how it ends. Nothing here waits; ProgramTest does.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

/// How to start program `name` of those under test: its path in the folder that the environment
/// variable CHATLAB_PROGRAMS names, or else in `build`.
std::string program_path(const std::string& name);

class ChildProcess {
 public:
  /// What its standard input is.
  enum class Input {
    pipe,         // the test writes to it
    null_device,  // /dev/null, NUL: at its end from the start
    closed,       // none at all
    file,
  };

  struct Setting {
    Input input = Input::pipe;
    std::string input_file;              // where `input` is `file`
    std::vector<std::string> variables;  // `NAME=value`, beside the environment of the test
  };

  /// Starts program `name`. Throws std::system_error where the system refuses.
  ChildProcess(const std::string& name, const std::vector<std::string>& arguments,
               const Setting& setting);

  /// Kills it where it still runs.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// To standard input. What the program does not take yet is written when it is pumped.
  void write(std::string_view text);

  /// Ends standard input, once all is written.
  void end_input();

  /// Nobody will ever read standard output again: the pipe is broken.
  void close_output();

  /// The stop signal: as from Ctrl-C, and as from kill(1). On Windows both are Ctrl-Break.
  void interrupt();
  void terminate();

  /// Writes what the program takes, reads what it has said, and learns whether it has ended.
  void pump();

  /// True if it has ended and all that it said was read. The status is -1 before the end; 128 plus
  /// the signal's number if a signal ended it, as in a shell; on Windows a crash's is its exception
  /// code, a negative number.
  bool has_ended() const;
  int exit_status() const;

  const std::string& output() const { return output_; }
  const std::string& errors() const { return errors_; }

  /// What of the input the program, or the pipe to it, has not taken yet.
  std::size_t unwritten() const;

  /// The command line and all that happened so far, for the message of a failing test.
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
