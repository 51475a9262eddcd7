// The stop signal on POSIX: SIGINT, SIGTERM and SIGHUP, caught by a self-pipe. signal(7)
#include "platform/stop_signal.hpp"

#include "platform/posix/signal_pipe.hpp"

namespace chatlab {
namespace {

bool is_ignored(int signal) {
  struct sigaction current = {};
  sigaction(signal, nullptr, &current);
  return current.sa_handler == SIG_IGN;
}

}  // namespace

struct StopSignal::Pipe : SignalPipe {};

StopSignal::StopSignal() : pipe_(std::make_unique<Pipe>()) {
  pipe_->catch_signal(SIGINT);
  pipe_->catch_signal(SIGTERM);
  // nohup(1) ignores SIGHUP so that the program survives its terminal.
  if (!is_ignored(SIGHUP)) pipe_->catch_signal(SIGHUP);
}

StopSignal::~StopSignal() = default;

Handle StopSignal::handle() const {
  return pipe_->handle();
}

bool StopSignal::drain_now() {
  return pipe_->drain();
}

}  // namespace chatlab
