// Reads standard input when it is ready and hands the bytes to a listener.
#include "reactor/input_pump.hpp"

namespace chatlab {
namespace {

// The pause after an input was readable but returned nothing, as the terminal of a background
// program does while the user types.
constexpr milliseconds rest{250};

}  // namespace

InputPump::InputPump(Reactor& reactor, StandardInput& input, InputListener& listener)
    : reactor_(reactor), input_(input), listener_(listener), resume_(reactor.timers(), *this) {
  reactor_.add(*this);
}

InputPump::~InputPump() {
  reactor_.remove(*this);
}

void InputPump::stop() {
  state_ = State::stopped;
  resume_.stop();
  reactor_.remove(*this);
}

void InputPump::hold(bool held) {
  const State wanted = held ? State::held : State::flowing;
  if (state_ == State::stopped || state_ == wanted) return;
  state_ = wanted;
  reactor_.want_read(*this, !held && !ended_);
  if (!held) resume_.start(milliseconds(0));
}

void InputPump::on_readable() {
  auto& buffer = reactor_.read_buffer();
  const IoResult result = input_.read(buffer.data(), buffer.size());
  switch (result.status) {
    case IoStatus::done:
      return listener_.on_input({buffer.data(), result.bytes});
    case IoStatus::would_block:
      reactor_.want_read(*this, false);
      return resume_.start(rest);
    case IoStatus::closed:
    case IoStatus::error:
      return end_input();
  }
}

void InputPump::end_input() {
  ended_ = true;
  reactor_.want_read(*this, false);
  listener_.on_input_ended();
}

void InputPump::on_timer(Timer&) {
  if (state_ != State::flowing) return;
  reactor_.want_read(*this, !ended_);
  listener_.on_input_resumed();
}

}  // namespace chatlab
