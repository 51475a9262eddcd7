// Signals that arrive during a wait, pipes, calls that fail, and descriptors for which an fd_set
// has no bit.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <vector>

#include "platform/demultiplexer.hpp"
#include "system_checks.hpp"
#include "tests/labs/machinery/transcript.hpp"
#include "tests/support/interrupt_posix.hpp"

namespace chatlab::labs {
namespace {

using std::chrono::milliseconds;

class Pipe {
 public:
  Pipe() {
    if (::pipe(ends_) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  }
  ~Pipe() {
    close_reading();
    close_writing();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int reading() const { return ends_[0]; }
  int writing() const { return ends_[1]; }
  void close_reading() { close(ends_[0]); }
  void close_writing() { close(ends_[1]); }
  void fill() const {
    ::fcntl(writing(), F_SETFL, O_NONBLOCK);
    const char bytes[4096] = {};
    while (::write(writing(), bytes, sizeof bytes) > 0) continue;
  }

 private:
  static void close(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
  int ends_[2];
};

std::string words_for(const std::vector<Ready>& ready) {
  if (ready.empty()) return "nothing";
  return ready[0].readable   ? ready[0].writable ? "readable and writable" : "readable"
         : ready[0].writable ? "writable"
                             : "ready for nothing";
}

void expect_ready(const char* call, int descriptor, Interest interest,
                  const std::string& expected) {
  const auto demultiplexer = make_demultiplexer(call);
  demultiplexer->add(descriptor);
  demultiplexer->change(0, interest);
  expecting(expected);
  std::vector<Ready> ready;
  demultiplexer->wait(milliseconds(2000), ready);
  came(words_for(ready));
}

void expect_failure(Demultiplexer& demultiplexer, const rlimit& files) {
  rlimit before = {};
  ::getrlimit(RLIMIT_NOFILE, &before);
  expecting("std::system_error");
  std::string what = "no exception";
  ::setrlimit(RLIMIT_NOFILE, &files);
  try {
    std::vector<Ready> ready;
    demultiplexer.wait(milliseconds(0), ready);
  } catch (const std::system_error&) {
    what = "std::system_error";
  }
  ::setrlimit(RLIMIT_NOFILE, &before);
  came(what);
}

}  // namespace

void expect_signal_ends(const char* call, milliseconds timeout) {
  const auto demultiplexer = make_demultiplexer(call);
  std::vector<Ready> ready;
  note("wait", std::string("with ") + call + ", for " + std::to_string(timeout.count()) +
                   " ms; a signal arrives after 20 ms");
  expecting("interrupted, and nothing is ready");
  const auto begin = std::chrono::steady_clock::now();
  const Interruption interruption;
  const WaitEnd end = demultiplexer->wait(timeout, ready);
  if (std::chrono::steady_clock::now() - begin < milliseconds(15))
    fail("the end of the wait, before the signal");
  if (end != WaitEnd::interrupted) fail("an end of the wait that is not `interrupted`");
  came(ready.empty() ? "interrupted, and nothing is ready"
                     : "interrupted, but handles are reported");
}

void check_interrupted() {
  for (const char* call : {"select", "poll"}) expect_signal_ends(call, milliseconds(4294967297));
}

void check_pipes(const char* call) {
  Pipe ended;
  ended.close_writing();
  note("given", std::string(call) + ", with a pipe that is empty and whose writing end is closed");
  note("interest", "reading");
  expect_ready(call, ended.reading(), {true, false}, "readable");
  Pipe full;
  full.fill();
  full.close_reading();
  note("given", std::string(call) + ", with a pipe that is full and whose reading end is closed");
  note("interest", "writing");
  expect_ready(call, full.writing(), {false, true}, "writable");
}

// select fails for a closed descriptor (EBADF); poll only says so in its entry, but fails for more
// entries than a process may open files (EINVAL).
void check_failure() {
  rlimit files = {};
  ::getrlimit(RLIMIT_NOFILE, &files);
  for (const char* call : {"select", "poll"}) {
    Pipe pipe;
    const auto demultiplexer = make_demultiplexer(call);
    demultiplexer->add(pipe.reading());
    demultiplexer->change(0, {true, false});
    if (std::string(call) == "select") {
      note("given", "select, with a descriptor that is closed");
      pipe.close_reading();
      expect_failure(*demultiplexer, files);
    } else {
      note("given",
           "poll, with one descriptor; the process may not open any files (RLIMIT_NOFILE)");
      expect_failure(*demultiplexer, {0, files.rlim_max});
    }
  }
}

void check_limit() {
  const auto words = [](bool can) { return can ? "can be held" : "can't be held"; };
  const auto by_select = make_demultiplexer("select");
  note("given", "select, and FD_SETSIZE, which is " + std::to_string(FD_SETSIZE));
  note("ask", "descriptor " + std::to_string(FD_SETSIZE - 1));
  expect("can be held", words(by_select->can_hold(FD_SETSIZE - 1)));
  for (const Handle handle : {Handle{FD_SETSIZE}, Handle{1000000}}) {
    note("ask", "descriptor " + std::to_string(handle));
    expect("can't be held", words(by_select->can_hold(handle)));
  }
  note("ask", "poll, descriptor 1000000");
  expect("can be held", words(make_demultiplexer("poll")->can_hold(1000000)));
}

}  // namespace chatlab::labs
