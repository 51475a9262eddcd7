// The input pump: reads bytes from standard input, which may be a terminal, a pipe or a file, and
// passes them to a listener.
//
// The pump decides when to read; its listener decides what the bytes mean (lines, keys).
#pragma once

#include <string>
#include <string_view>

#include "platform/standard_input.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class InputListener {
 public:
  virtual ~InputListener() = default;

  /// `bytes` were read. They are valid until the call returns.
  virtual void on_input(std::string_view bytes) = 0;

  /// A hold is over: the listener processes what it kept during the hold before any new input.
  virtual void on_input_resumed() = 0;

  /// The input has ended; nothing more will be read.
  virtual void on_input_ended() = 0;
};

class InputPump : public EventHandler, private TimerHandler {
 public:
  /// Starts reading. All arguments must outlive the pump.
  InputPump(Reactor& reactor, StandardInput& input, InputListener& listener);
  ~InputPump() override;

  /// If `held` is true, stops reading, else resumes; unread input stays in the system. No effect if
  /// the pump is stopped, or already in that state.
  void hold(bool held);

  /// Stops reading permanently. The listener is not called any more.
  void stop();

  /// As stop(), but first reads and discards the input of a terminal until none has arrived for 300
  /// ms: otherwise the shell would read the rest of a paste and run it.
  void discard();
  bool is_discarding() const { return state_ == State::discarding; }

  /// True if neither held nor stopped: the listener may pass on its input.
  bool is_flowing() const { return state_ == State::flowing; }

  Handle handle() const override { return input_.handle(); }
  void on_readable() override;
  std::string describe() const override { return "standard input"; }

 private:
  enum class State { flowing, held, discarding, stopped };

  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "pause of standard input"; }
  void note_discarded(const IoResult& result);
  void end_discarding();
  void end_input();

  Reactor& reactor_;
  StandardInput& input_;
  InputListener& listener_;
  Timer timer_;  // runs until reading resumes, or until discarding is complete
  State state_ = State::flowing;
  TimePoint discard_until_ = {};
  bool ended_ = false;  // true after end of input
};

}  // namespace chatlab
