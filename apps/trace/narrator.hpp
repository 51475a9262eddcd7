// The narrator: describes what a program does, in the words of textbooks and manual pages.
//
// It observes system calls, the steps of the reactor and what the chat does, and writes a line of
// text for each, with names instead of handles if they are known. Lines fit into a terminal of 100
// columns. The same program and input give the same lines, apart from times, ports and handles.
// Pure: it knows no socket, file or clock.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "apps/trace/chat_observer.hpp"
#include "apps/trace/explainer.hpp"
#include "apps/trace/trace_sink.hpp"
#include "platform/call_observer.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor_observer.hpp"

namespace chatlab {

class Narrator : public CallObserver,
                 public ReactorObserver,
                 public ChatObserver,
                 public ExplanationSink {
 public:
  /// `sink` must outlive the narrator. If `color` is true, lines are coloured.
  Narrator(TraceSink& sink, bool color) : sink_(sink), color_(color) {}

  /// Passes everything that it observes on to `explainer`, after its own line; nullptr for none.
  void set_explainer(Explainer* explainer) { explainer_ = explainer; }

  /// Forgets all handlers. Must be called before the narrator observes a reactor again.
  void restart();

  void on_call(const SystemCall& call) override;

  void on_wait(const Wait& wait) override;
  void on_ready(const EventHandler& handler, const Ready& ready) override;
  void on_timer(const TimerHandler& handler, const Timer& timer) override;
  void on_added(const EventHandler& handler) override;
  void on_removed(const EventHandler& handler) override;
  void on_interest(const EventHandler& handler, Interest before) override;
  void on_connection(const EventHandler& connection, ConnectionStep step,
                     std::size_t bytes) override;
  void on_budget_used_up(std::size_t waiting) override;
  void on_retired(std::size_t count) override;
  void on_turn_end() override { sink_.end_turn(); }

  void on_message(const Protocol& protocol, const std::string& what) override;
  void on_incomplete(const Protocol& protocol, const std::string& unfinished) override;
  void on_event(const Event& event, std::size_t audience) override;
  void on_congestion(bool begins) override;
  void on_flooder(const std::string& member, bool held) override;
  void on_given_up(const std::string& member, const std::string& reason) override;
  void on_dropped(const Address& from, const std::string& reason) override;
  void on_turned_away(const Address& peer) override;

  /// Writes a line of an explanation: `line` in the second column.
  void write_remark(const std::string& line) override;

 private:
  enum class Tone { plain, heading, failure, remark };

  void write(const std::string& label, const std::string& text, Tone tone = Tone::plain);
  void write_about(Handle handle, const std::string& text, Tone tone = Tone::plain);
  std::string subject(Handle handle);
  bool is_news(const SystemCall& call);

  TraceSink& sink_;
  bool color_;
  Explainer* explainer_ = nullptr;
  std::map<Handle, const EventHandler*> handlers_;
  std::map<Handle, std::string> names_;  // the last known names, also of removed handlers
  std::set<Handle> acknowledged_;        // told to have nothing unacknowledged since the last send
};

/// The most columns of a line.
constexpr std::size_t trace_columns = 100;

/// Returns `Ann` for `Ann at 127.0.0.1:51514 (framed)`; the whole description if it has no name.
std::string short_name(const std::string& description);

}  // namespace chatlab
