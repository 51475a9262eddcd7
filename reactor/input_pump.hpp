// The input pump: bytes from standard input, be it a terminal, a pipe or a file.
//
// It decides when to read and knows nothing of lines or keys: what the bytes mean is for its
// listener to find out.
#pragma once

#include <string_view>

#include "platform/standard_input.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class InputListener {
 public:
  virtual ~InputListener() = default;

  /// `bytes` were read; they are valid until the call returns.
  virtual void on_input(std::string_view bytes) = 0;

  /// A hold is over: what the listener kept back during it comes before any new input.
  virtual void on_input_resumed() = 0;

  /// The input has ended; nothing more will be read.
  virtual void on_input_ended() = 0;
};

class InputPump : public EventHandler, private TimerHandler {
 public:
  /// Reads at once. All must outlive the pump.
  InputPump(Reactor& reactor, StandardInput& input, InputListener& listener);
  ~InputPump() override;

  /// Stops reading, or goes on; what is not read stays with the system. No effect if the pump is
  /// stopped or is held already.
  void hold(bool held);

  /// Ends reading for good. The listener is not called any more.
  void stop();

  /// True if the listener may pass on what it was given.
  bool is_flowing() const { return state_ == State::flowing; }

  Handle handle() const override { return input_.handle(); }
  void on_readable() override;

 private:
  enum class State { flowing, held, stopped };

  void on_timer(Timer& timer) override;
  void end_input();

  Reactor& reactor_;
  StandardInput& input_;
  InputListener& listener_;
  Timer resume_;
  State state_ = State::flowing;
  bool ended_ = false;  // true if there is nothing left to read
};

}  // namespace chatlab
