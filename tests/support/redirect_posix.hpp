// Redirects standard input and output to pipes and pseudo-terminals during a test. POSIX only.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// Replaces `descriptor` by `replacement`. The destructor restores it.
class Redirection {
 public:
  Redirection(int descriptor, int replacement);
  ~Redirection();
  Redirection(const Redirection&) = delete;
  Redirection& operator=(const Redirection&) = delete;

 private:
  int descriptor_;
  int before_;
};

/// A pipe. Reads and writes do not block, unless let_readers_wait() or let_writers_wait() was
/// called.
class TestPipe {
 public:
  TestPipe();
  ~TestPipe();
  TestPipe(const TestPipe&) = delete;
  TestPipe& operator=(const TestPipe&) = delete;

  int read_end() const { return ends_[0]; }
  int write_end() const { return ends_[1]; }

  /// Writes all of `bytes`; returns false if they do not fit.
  bool write(std::string_view bytes);

  /// Reads what is in the pipe now.
  std::string read();

  /// Makes reads from an empty pipe block from now on.
  void let_readers_wait();

  /// Makes writes into a full pipe block from now on, as in a shell's pipeline.
  void let_writers_wait();

  void close_read_end();
  void close_write_end();

 private:
  int ends_[2] = {-1, -1};
};

/// A pseudo-terminal. The test decides whether to read its screen. pty(7)
class TestTerminal {
 public:
  /// Throws std::system_error if the system has no terminal left.
  TestTerminal();
  ~TestTerminal();
  TestTerminal(const TestTerminal&) = delete;
  TestTerminal& operator=(const TestTerminal&) = delete;

  /// The program's end; blocking.
  int descriptor() const { return terminal_; }

  /// Types `keys`, which must fit into the terminal's input queue.
  void type(std::string_view keys);

  /// What was written to the screen since the last call.
  std::string read_screen();

 private:
  int keyboard_ = -1;
  int terminal_ = -1;
};

/// Standard input is a pipe that the test writes to.
class InputPipe {
 public:
  InputPipe() : redirection_(0, pipe_.read_end()) {}

  bool write(std::string_view bytes) { return pipe_.write(bytes); }
  void end() { pipe_.close_write_end(); }

 private:
  TestPipe pipe_;
  Redirection redirection_;
};

}  // namespace chatlab
