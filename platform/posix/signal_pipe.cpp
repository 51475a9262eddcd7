// One signal handler for all pipes: a table tells it which pipe belongs to the signal.
#include "platform/posix/signal_pipe.hpp"

#include <unistd.h>

#include "platform/opened_handle.hpp"
#include "platform/posix/native.hpp"

namespace chatlab {
namespace {

// The writing end of the pipe per signal, global for the signal handler.
volatile sig_atomic_t write_ends[NSIG];

extern "C" void write_to_pipe(int signal) {
  const int interrupted = errno;
  const char byte = 0;
  const auto ignored = ::write(write_ends[signal], &byte, 1);  // a full pipe is readable already
  static_cast<void>(ignored);
  errno = interrupted;
}

}  // namespace

SignalPipe::SignalPipe() {
  if (::pipe(ends_) != 0) throw std::system_error(last_error(), "pipe");
  tell_pipe(ends_[0], ends_[1]);
  prepare_descriptor(ends_[0]);
  prepare_descriptor(ends_[1]);
}

SignalPipe::~SignalPipe() {
  for (const Caught& caught : caught_) sigaction(caught.signal, &caught.before, nullptr);
  for (const int end : ends_) {
    ::close(end);
    tell_observer({Call::close, end});
  }
}

void SignalPipe::catch_signal(int signal) {
  write_ends[signal] = ends_[1];
  struct sigaction action = {};
  action.sa_handler = write_to_pipe;
  action.sa_flags = SA_RESTART;
  Caught caught = {signal, {}};
  sigaction(signal, &action, &caught.before);
  caught_.push_back(caught);
}

Handle SignalPipe::handle() const {
  return ends_[0];
}

bool SignalPipe::drain() {
  bool arrived = false;
  char bytes[64];
  while (::read(ends_[0], bytes, sizeof bytes) > 0) arrived = true;
  return arrived;
}

}  // namespace chatlab
