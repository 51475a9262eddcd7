// Puts the trace and the capture together, as the options of a program say. Each main() constructs
// one object, right after the reactor.
//
// SIGUSR1 turns the trace on and off while the program runs.
#pragma once

#include <memory>

#include "apps/trace/capture_file.hpp"
#include "apps/trace/narrator.hpp"
#include "apps/trace/trace_options.hpp"
#include "apps/trace/trace_output.hpp"
#include "platform/user_signal.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor.hpp"

namespace chatlab {

class Tracing : private EventHandler, private CallObserver {
 public:
  /// Begins tracing and capturing as the options say. Throws std::system_error if a file can't be
  /// opened. The reactor must outlive the object.
  Tracing(Reactor& reactor, const TraceOptions& options);
  ~Tracing() override;

  /// Turns the trace on or off.
  void toggle();
  bool is_on() const { return is_on_; }

  /// At their ends, the trace and the capture each wait for their readers for up to a second. After
  /// this call, only for up to `limit` if that is less.
  void limit_wait_at_end(milliseconds limit);

 private:
  void on_call(const SystemCall& call) override;
  Handle handle() const override { return signal_.handle(); }
  void on_readable() override;
  std::string describe() const override { return "signal that turns the trace on and off"; }
  void open_output();
  void turn_on();
  void turn_off();
  void observe();

  Reactor& reactor_;
  const TraceOptions options_;
  UserSignal signal_;
  // Set when the trace is first turned on.
  std::unique_ptr<TraceOutput> output_;
  std::unique_ptr<Narrator> narrator_;
  std::unique_ptr<Explainer> explainer_;  // nullptr without explanations

  std::unique_ptr<CaptureFile> capture_;  // nullptr without a capture
  bool is_on_ = false;
};

}  // namespace chatlab
