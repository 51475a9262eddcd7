// Reads standard input when it is ready, and passes the bytes to the listener.
#include "reactor/input_pump.hpp"

namespace chatlab {
namespace {

// The pause after a read of a readable input returned nothing. The terminal of a background program
// behaves like this while the user types.
constexpr milliseconds rest{250};

// A paste is over once no input has arrived for end_of_paste, or after longest_paste in any case.
constexpr milliseconds end_of_paste{300};
constexpr milliseconds longest_paste{5000};

}  // namespace

InputPump::InputPump(Reactor& reactor, StandardInput& input, InputListener& listener)
    : reactor_(reactor), input_(input), listener_(listener), timer_(reactor.timers(), *this) {
  reactor_.add(*this);
}

InputPump::~InputPump() {
  reactor_.remove(*this);
}

void InputPump::stop() {
  state_ = State::stopped;
  timer_.stop();
  reactor_.remove(*this);
}

void InputPump::discard() {
  if (state_ == State::stopped || state_ == State::discarding) return;
  if (!input_.is_terminal() || ended_) return stop();
  state_ = State::discarding;
  discard_until_ = now() + longest_paste;
  timer_.start(end_of_paste);
  reactor_.want_read(*this, true);
}

void InputPump::hold(bool held) {
  const State wanted = held ? State::held : State::flowing;
  if (state_ == State::stopped || state_ == State::discarding || state_ == wanted) return;
  state_ = wanted;
  reactor_.want_read(*this, !held && !ended_);
  if (!held) timer_.start(milliseconds(0));
}

void InputPump::on_readable() {
  auto& buffer = reactor_.read_buffer();
  const IoResult result = input_.read(buffer.data(), buffer.size());
  if (state_ == State::discarding) return note_discarded(result);
  switch (result.status) {
    case IoStatus::done:
      return listener_.on_input({buffer.data(), result.bytes});
    case IoStatus::would_block:
      reactor_.want_read(*this, false);
      return timer_.start(rest);
    case IoStatus::closed:
    case IoStatus::error:
      return end_input();
  }
}

void InputPump::note_discarded(const IoResult& result) {
  if (result.status != IoStatus::done || now() >= discard_until_) return end_discarding();
  timer_.start(end_of_paste);
}

void InputPump::end_discarding() {
  stop();
  input_.discard();
}

void InputPump::end_input() {
  ended_ = true;
  reactor_.want_read(*this, false);
  listener_.on_input_ended();
}

void InputPump::on_timer(Timer&) {
  if (state_ == State::discarding) return end_discarding();
  if (state_ != State::flowing) return;
  reactor_.want_read(*this, !ended_);
  listener_.on_input_resumed();
}

}  // namespace chatlab
