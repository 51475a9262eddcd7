// The user signal on POSIX: SIGUSR1, by the self-pipe trick. sigaction(2), pipe(2)
#include "platform/user_signal.hpp"

#include <signal.h>
#include <unistd.h>

#include "platform/posix/native.hpp"

namespace chatlab {
namespace {

// The pipe's writing end, global for the signal handler.
volatile sig_atomic_t write_end = -1;

extern "C" void write_to_user_pipe(int) {
  const int interrupted = errno;
  const char byte = 0;
  const auto ignored = ::write(write_end, &byte, 1);  // a full pipe is readable already
  static_cast<void>(ignored);
  errno = interrupted;
}

}  // namespace

struct UserSignal::Pipe {
  int ends[2] = {-1, -1};
  struct sigaction before = {};
};

UserSignal::UserSignal() : pipe_(std::make_unique<Pipe>()) {
  if (::pipe(pipe_->ends) != 0) throw std::system_error(last_error(), "pipe");
  prepare_descriptor(pipe_->ends[0]);
  prepare_descriptor(pipe_->ends[1]);
  write_end = pipe_->ends[1];
  struct sigaction action = {};
  action.sa_handler = write_to_user_pipe;
  action.sa_flags = SA_RESTART;
  sigaction(SIGUSR1, &action, &pipe_->before);
}

UserSignal::~UserSignal() {
  sigaction(SIGUSR1, &pipe_->before, nullptr);
  write_end = -1;
  ::close(pipe_->ends[0]);
  ::close(pipe_->ends[1]);
}

Handle UserSignal::handle() const {
  return pipe_->ends[0];
}

bool UserSignal::drain() {
  bool arrived = false;
  char bytes[64];
  while (::read(pipe_->ends[0], bytes, sizeof bytes) > 0) arrived = true;
  return arrived;
}

}  // namespace chatlab
