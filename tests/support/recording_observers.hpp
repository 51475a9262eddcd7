// Observers for tests that record what they are told, one line per call or step.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "platform/call_observer.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor_observer.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

/// `recv 5 of 10 "hello"`, `send error ECONNRESET`, `accept`. Observes while it exists.
class RecordingCallObserver : public CallObserver {
 public:
  RecordingCallObserver() { observe_calls(this); }
  ~RecordingCallObserver() override { observe_calls(nullptr); }

  void on_call(const SystemCall& call) override {
    std::string line = call_name(call.call);
    if (call.size > 0 && call.result.status == IoStatus::done) {
      line += " " + std::to_string(call.result.bytes) + " of " + std::to_string(call.size) + " \"" +
              std::string(call.bytes) + "\"";
    }
    if (call.result.status == IoStatus::closed) line += " closed";
    if (call.result.error) line += " " + error_name(call.result.error);
    if (call.peer != nullptr) line += " peer " + call.peer->to_string();
    lines.push_back(line);
    handles.push_back(call.handle);
  }

  bool has(const std::string& line) const {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  }

  std::vector<std::string> lines;
  std::vector<Handle> handles;
};

/// `wait`, `ready NAME r`, `timer NAME`, `interest NAME r-`, `kept 100`, ...
class RecordingReactorObserver : public ReactorObserver {
 public:
  void on_wait(const Wait& wait) override {
    waits.push_back(wait);
    lines.push_back("wait");
  }
  void on_ready(const EventHandler& handler, const Ready& ready) override {
    lines.push_back("ready " + handler.describe() + ' ' + letters(ready.readable, ready.writable));
  }
  void on_timer(const TimerHandler& handler, const Timer& timer) override {
    lines.push_back("timer " + handler.describe_timer(timer));
  }
  void on_added(const EventHandler& handler) override {
    lines.push_back("added " + handler.describe());
  }
  void on_removed(const EventHandler& handler) override {
    lines.push_back("removed " + handler.describe());
  }
  void on_interest(const EventHandler& handler, Interest before) override {
    lines.push_back("interest " + letters(before.read, before.write) + " -> " +
                    letters(handler.wants_read(), handler.wants_write()));
  }
  void on_connection(const EventHandler&, ConnectionStep step, std::size_t) override {
    steps.push_back(step);
  }
  void on_budget_used_up(std::size_t waiting) override {
    lines.push_back("budget used up, " + std::to_string(waiting) + " wait");
  }
  void on_retired(std::size_t count) override {
    lines.push_back("retired " + std::to_string(count));
  }
  void on_turn_end() override { lines.push_back("end"); }

  bool has(const std::string& line) const {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
  }
  bool has(ConnectionStep step) const {
    return std::find(steps.begin(), steps.end(), step) != steps.end();
  }

  std::vector<std::string> lines;
  std::vector<Wait> waits;
  std::vector<ConnectionStep> steps;

 private:
  static std::string letters(bool read, bool write) {
    return std::string(read ? "r" : "-") + (write ? "w" : "-");
  }
};

}  // namespace chatlab
