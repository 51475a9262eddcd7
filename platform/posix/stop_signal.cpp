// The stop signal on POSIX: the self-pipe trick, in which a signal handler writes to a pipe.
// sigaction(2), pipe(2)
#include "platform/stop_signal.hpp"

#include <signal.h>
#include <unistd.h>

#include "platform/posix/native.hpp"

namespace chatlab {
namespace {

// The pipe's writing end, global for the signal handler.
volatile sig_atomic_t write_end = -1;

extern "C" void write_to_pipe(int) {
  const int interrupted = errno;
  const char byte = 0;
  const auto ignored = ::write(write_end, &byte, 1);  // a full pipe is readable already
  static_cast<void>(ignored);
  errno = interrupted;
}

}  // namespace

struct StopSignal::Pipe {
  int ends[2] = {-1, -1};
  struct sigaction before[3] = {};
};

namespace {
constexpr int signals[3] = {SIGINT, SIGTERM, SIGHUP};
}

StopSignal::StopSignal() : pipe_(std::make_unique<Pipe>()) {
  if (::pipe(pipe_->ends) != 0) throw std::system_error(last_error(), "pipe");
  prepare_descriptor(pipe_->ends[0]);
  prepare_descriptor(pipe_->ends[1]);
  write_end = pipe_->ends[1];
  struct sigaction action = {};
  action.sa_handler = write_to_pipe;
  action.sa_flags = SA_RESTART;
  for (int i = 0; i < 3; ++i) {
    sigaction(signals[i], nullptr, &pipe_->before[i]);
    // nohup(1) ignores SIGHUP so that the program survives its terminal.
    if (signals[i] == SIGHUP && pipe_->before[i].sa_handler == SIG_IGN) continue;
    sigaction(signals[i], &action, nullptr);
  }
}

StopSignal::~StopSignal() {
  for (int i = 0; i < 3; ++i) sigaction(signals[i], &pipe_->before[i], nullptr);
  write_end = -1;
  ::close(pipe_->ends[0]);
  ::close(pipe_->ends[1]);
}

Handle StopSignal::handle() const {
  return pipe_->ends[0];
}

bool StopSignal::drain_now() {
  bool arrived = false;
  char bytes[64];
  while (::read(pipe_->ends[0], bytes, sizeof bytes) > 0) arrived = true;
  return arrived;
}

}  // namespace chatlab
