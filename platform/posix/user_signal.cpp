// The user signal on POSIX: SIGUSR1, caught by a self-pipe.
#include "platform/user_signal.hpp"

#include "platform/posix/signal_pipe.hpp"

namespace chatlab {

struct UserSignal::Pipe : SignalPipe {};

UserSignal::UserSignal() : pipe_(std::make_unique<Pipe>()) {
  pipe_->catch_signal(SIGUSR1);
}

UserSignal::~UserSignal() = default;

Handle UserSignal::handle() const {
  return pipe_->handle();
}

bool UserSignal::drain() {
  return pipe_->drain();
}

}  // namespace chatlab
