// The sentences of the trace: one for each call, each step of the reactor and each event of the
// chat.
#include "apps/trace/narrator.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "apps/trace/call_text.hpp"
#include "apps/trace/quoting.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {
namespace {

constexpr std::size_t label_columns = 10;
constexpr std::size_t shown_text = 45;
constexpr std::size_t least_text = 15;

// If fewer columns than this are left for the bytes, they are shown on a line of their own.
constexpr std::size_t least_columns_for_bytes = 24;

std::string seconds(std::chrono::microseconds time) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f s", static_cast<double>(time.count()) / 1e6);
  return text;
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string next_timer(const Wait& wait) {
  if (wait.timeout == forever) return ", no timer";
  const auto left = wait.timeout - wait.waited;
  return left > left.zero()
             ? ", next timer in " +
                   seconds(std::chrono::duration_cast<std::chrono::microseconds>(left))
             : "";
}

std::string what_is_wanted(bool read, bool write) {
  if (read && write) return "input and room for output";
  if (read) return "input";
  return write ? "room for output" : "nothing";
}

std::string what_is_ready(const Ready& ready) {
  if (ready.readable && ready.writable) return "readable and writable";
  return ready.readable ? "readable" : "writable";
}

// Shortens what is said to what fits into a line after `used` columns.
std::string describe_event(const Event& event, std::size_t audience, std::size_t used) {
  const std::string members = counted(audience, "member", "members");
  const std::string told = "; " + members + (audience == 1 ? " is told" : " are told");
  switch (event.kind) {
    case Event::Kind::joined:
      return event.name + " joins" + told;
    case Event::Kind::left:
      return event.name + " leaves" + told;
    case Event::Kind::left_unexpectedly:
      return event.name + " leaves unexpectedly" + told;
    case Event::Kind::said:
      break;
  }
  used += event.name.size() + std::strlen(" says  to ") + members.size();
  const std::size_t left = used < trace_columns ? trace_columns - used : 0;
  const std::string words = quoted(event.text, std::max(least_text, std::min(shown_text, left)));
  return event.name + " says " + words + " to " + members;
}

std::string label_of(Handle handle) {
  if (handle == no_handle) return "";
  return std::string("  ") + handle_word() + ' ' + std::to_string(handle);
}

std::string describe_step(ConnectionStep step, std::size_t bytes) {
  const std::string dropped = bytes == 0 ? "" : ", " + counted(bytes, "byte", "bytes") + " unsent";
  switch (step) {
    case ConnectionStep::output_kept:
      return counted(bytes, "byte", "bytes") + " of output kept";
    case ConnectionStep::output_emptied:
      return "all output is sent";
    case ConnectionStep::output_broken:
      return "the output is broken" + dropped;
    case ConnectionStep::half_closed:
      return "half-closed: no more output follows";
    case ConnectionStep::input_held:
      return "held: its input is not read";
    case ConnectionStep::input_resumed:
      return "released: its input is read again";
    case ConnectionStep::lingering:
      return "lingers until the peer closes, too";
    case ConnectionStep::gave_up:
      return "the peer does not close: waits no longer";
    case ConnectionStep::closing:
      break;
  }
  return "is closed" + dropped;
}

}  // namespace

std::string short_name(const std::string& description) {
  return description.substr(0, description.rfind(" at "));
}

// ------------------------------------------------------------------------------------------ lines

// Colours of ECMA-48 8.3.117, SGR: bold, red, cyan.
void Narrator::write(const std::string& label, const std::string& text, Tone tone) {
  std::string line = label;
  line.resize(std::max(line.size() + 1, label_columns), ' ');
  line += text;
  line.erase(line.find_last_not_of(' ') + 1);
  if (!color_ || tone == Tone::plain) return sink_.write_line(line);
  const char* attribute = tone == Tone::heading ? "1" : tone == Tone::failure ? "31" : "36";
  sink_.write_line("\33[" + std::string(attribute) + 'm' + line + "\33[0m");
}

void Narrator::write_about(Handle handle, const std::string& text, Tone tone) {
  const std::string label = label_of(handle);
  const std::string name = subject(handle);
  write(label, (name.empty() ? "" : name + ": ") + text, tone);
}

void Narrator::write_remark(const std::string& line) {
  write("", line, Tone::remark);
}

void Narrator::restart() {
  handlers_.clear();
  names_.clear();
  acknowledged_.clear();
}

// The name is looked up for each line, since a member gets its name when it joins.
std::string Narrator::subject(Handle handle) {
  const auto found = handlers_.find(handle);
  if (found != handlers_.end()) names_[handle] = short_name(found->second->describe());
  const auto named = names_.find(handle);
  return named == names_.end() ? std::string(standard_name(handle)) : named->second;
}

// ------------------------------------------------------------------------------------------- calls

// How often a program asks whether all is acknowledged, and when, depends on the network: only that
// it is so is told, once.
bool Narrator::is_news(const SystemCall& call) {
  switch (call.call) {
    case Call::send:
    case Call::close:
    case Call::reset:
      acknowledged_.erase(call.handle);
      return true;
    case Call::ask_unacknowledged:
      return call.result.bytes == 0 && acknowledged_.insert(call.handle).second;
    default:
      return true;
  }
}

void Narrator::on_call(const SystemCall& call) {
  if (!is_news(call)) return;
  const bool has_failed = call.result.status == IoStatus::error;
  std::string text = call_text(call);
  const std::size_t label = std::max(label_of(call.handle).size() + 1, label_columns);
  const std::size_t used = label + subject(call.handle).size() + 2 + text.size() + 2;
  const bool has_room = used + least_columns_for_bytes <= trace_columns;
  if (has_room && !call.bytes.empty()) text += "  " + quoted(call.bytes, trace_columns - used);
  write_about(call.handle, text, has_failed ? Tone::failure : Tone::plain);
  if (!has_room && !call.bytes.empty()) {
    write("", quoted(call.bytes, trace_columns - label_columns));
  }
  if (call.call == Call::close || call.call == Call::reset) names_.erase(call.handle);
  if (explainer_ != nullptr) explainer_->on_call(call);
}

// ----------------------------------------------------------------------------------------- reactor

void Narrator::on_wait(const Wait& wait) {
  std::string text = std::string(wait.call) + ' ';
  if (wait.end == WaitEnd::interrupted) {
    text += "was interrupted by a signal (EINTR) after " + seconds(wait.waited);
  } else if (wait.timeout == wait.timeout.zero()) {
    text += "looked at " + counted(wait.handles, "handle", "handles") + " without waiting";
  } else {
    text += "waited " + seconds(wait.waited) + " for " +
            counted(wait.handles, "handle", "handles") + next_timer(wait);
  }
  if (wait.ready == 0 && wait.end != WaitEnd::interrupted) text += ": nothing is ready";
  write("turn " + std::to_string(wait.turn), text, Tone::heading);
  if (explainer_ != nullptr) explainer_->on_wait(wait);
}

void Narrator::on_ready(const EventHandler& handler, const Ready& ready) {
  const std::string name = subject(handler.handle());
  write("  ready", std::string(handle_word()) + ' ' + std::to_string(handler.handle()) + ' ' +
                       name + ": " + what_is_ready(ready));
  if (explainer_ != nullptr) explainer_->on_ready(handler);
}

void Narrator::on_timer(const TimerHandler& handler, const Timer& timer) {
  write("  timer", handler.describe_timer(timer) + ": due");
  if (explainer_ != nullptr) explainer_->on_timer();
}

void Narrator::on_added(const EventHandler& handler) {
  handlers_[handler.handle()] = &handler;
  names_.erase(handler.handle());
}

// Keeps the name: the handler's socket is closed next, and that line shows the name, too.
void Narrator::on_removed(const EventHandler& handler) {
  names_.emplace(handler.handle(), short_name(handler.describe()));
  handlers_.erase(handler.handle());
}

void Narrator::on_interest(const EventHandler& handler, Interest before) {
  const bool is_new = !before.read && !before.write && !handler.wants_write();
  if (is_new && handler.wants_read()) return;  // just registered: waiting for input is the default
  write_about(handler.handle(), "from now on waits for " +
                                    what_is_wanted(handler.wants_read(), handler.wants_write()));
  if (explainer_ != nullptr) explainer_->on_interest(handler, before);
}

void Narrator::on_connection(const EventHandler& connection, ConnectionStep step,
                             std::size_t bytes) {
  const bool is_bad = step == ConnectionStep::output_broken;
  write_about(connection.handle(), describe_step(step, bytes),
              is_bad ? Tone::failure : Tone::plain);
  if (explainer_ != nullptr) explainer_->on_connection(connection, step);
}

void Narrator::on_budget_used_up(std::size_t waiting) {
  write("", "the turn's budget is used up: " + counted(waiting, "handler waits", "handlers wait") +
                " for the next turn");
}

void Narrator::on_retired(std::size_t count) {
  write("", counted(count, "retired object is", "retired objects are") +
                " destroyed: the turn is over");
}

// -------------------------------------------------------------------------------------------- chat

void Narrator::on_message(const Protocol& protocol, const std::string& what) {
  write("", std::string(protocol.name()) + ": " + what);
  if (explainer_ != nullptr) explainer_->on_message(protocol);
}

void Narrator::on_incomplete(const Protocol& protocol, const std::string& unfinished) {
  write("", std::string(protocol.name()) + ": not a whole message yet" +
                (unfinished.empty() ? "" : ", " + unfinished));
  if (explainer_ != nullptr) explainer_->on_incomplete();
}

void Narrator::on_event(const Event& event, std::size_t audience) {
  const std::string number = "room: event " + std::to_string(event.number) + ", ";
  write("", number + describe_event(event, audience, label_columns + number.size()));
}

void Narrator::on_congestion(bool begins) {
  write("", begins ? "room: congested, a member reads too slowly" : "room: not congested any more");
}

void Narrator::on_flooder(const std::string& member, bool held) {
  write("", "room: " + short_name(member) +
                (held ? " would exceed its share, and is held back" : " is released"));
  if (explainer_ != nullptr) explainer_->on_flooder(held);
}

void Narrator::on_given_up(const std::string& member, const std::string& reason) {
  write("", "room: " + short_name(member) + " is given up, " + reason, Tone::failure);
  if (explainer_ != nullptr) explainer_->on_given_up();
}

void Narrator::on_dropped(const Address& from, const std::string& reason) {
  write("", "a datagram from " + from.to_string() + " is dropped" +
                (reason.empty() ? "" : ": " + reason));
  if (explainer_ != nullptr) explainer_->on_dropped();
}

void Narrator::on_turned_away(const Address& peer) {
  write("", peer.to_string() + " is turned away: the handle can't be waited for", Tone::failure);
  if (explainer_ != nullptr) explainer_->on_turned_away();
}

}  // namespace chatlab
