// Connects the narrator and the capture to the program's observers.
#include "apps/trace/tracing.hpp"

namespace chatlab {

Tracing::Tracing(Reactor& reactor, const TraceOptions& options)
    : reactor_(reactor), options_(options) {
  if (!options_.capture.empty()) {
    capture_ = std::make_unique<CaptureFile>(reactor, options_.capture, options_.capture_limit);
  }
  if (options_.trace) turn_on();
  observe();
  if (signal_.handle() != no_handle) reactor_.add(*this);
}

Tracing::~Tracing() {
  reactor_.remove(*this);
  if (is_on_) turn_off();
  observe_calls(nullptr);
}

void Tracing::toggle() {
  if (is_on_) {
    narrator_->write_remark("the trace ends");
    turn_off();
  } else {
    turn_on();
    narrator_->write_remark("the trace begins");
  }
  observe();
}

void Tracing::open_output() {
  output_ = std::make_unique<TraceOutput>(options_.file);
  narrator_ = std::make_unique<Narrator>(*output_, output_->wants_color());
  if (options_.explain == TraceOptions::Explain::never) return;
  const bool is_once = options_.explain == TraceOptions::Explain::once;
  explainer_ = std::make_unique<Explainer>(
      *narrator_, is_once ? Explainer::Repetition::once : Explainer::Repetition::always);
  narrator_->set_explainer(explainer_.get());
}

void Tracing::limit_wait_at_end(milliseconds limit) {
  if (output_ != nullptr) output_->limit_wait_at_end(limit);
  if (capture_ != nullptr) capture_->limit_wait_at_end(limit);
}

void Tracing::turn_on() {
  is_on_ = true;
  if (output_ == nullptr) open_output();
  narrator_->restart();
  reactor_.observe(narrator_.get());
  observe_chat(narrator_.get());
}

void Tracing::turn_off() {
  is_on_ = false;
  reactor_.observe(nullptr);
  observe_chat(nullptr);
  output_->end_turn();
}

// Without an observer, a call costs one branch.
void Tracing::observe() {
  observe_calls(is_on_ || capture_ != nullptr ? this : nullptr);
}

void Tracing::on_call(const SystemCall& call) {
  if (is_on_) narrator_->on_call(call);
  if (capture_ != nullptr) capture_->on_call(call);
}

void Tracing::on_readable() {
  if (signal_.drain()) toggle();
}

}  // namespace chatlab
