// Decides which system calls and steps are which phenomena.
#include "apps/trace/explainer.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <system_error>
#include <vector>

#include "apps/trace/explanations.hpp"

namespace chatlab {
namespace {

constexpr std::size_t columns = 88;  // of the text, after the bar
constexpr std::size_t kept_of_a_receive = 1024;
constexpr std::chrono::microseconds shortest_sleep{1000};

bool is_reset(std::error_code error) {
  return error == std::errc::connection_reset || error == std::errc::broken_pipe ||
         error == std::errc::connection_aborted;
}

// Breaks `text` into lines between words.
std::vector<std::string> lines_of_words(const std::string& text) {
  std::vector<std::string> lines(1);
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    const std::string word = text.substr(start, end - start);
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > columns) {
      lines.emplace_back();
    }
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    start = end + 1;
  }
  return lines;
}

}  // namespace

void Explainer::note(Phenomenon phenomenon) {
  const bool is_news = told_.insert(phenomenon).second;
  if (!is_news && repetition_ == Repetition::once) return;
  const Explanation& why = explanation_of(phenomenon);
  sink_.write_remark("| " + std::string(why.title) + ".");
  for (const std::string& line : lines_of_words(why.text)) sink_.write_remark("| " + line);
  for (const std::string& line : lines_of_words("See " + std::string(why.source) +
                                                "; here: " + why.function + " in " + why.file)) {
    sink_.write_remark("| " + line);
  }
}

// ------------------------------------------------------------------------------------------- calls

void Explainer::on_call(const SystemCall& call) {
  const bool was_just_ready = just_ready_ == call.handle;
  if (was_just_ready) just_ready_ = no_handle;
  const bool would_block = call.result.status == IoStatus::would_block;
  switch (call.call) {
    case Call::receive:
      if (would_block && was_just_ready) note(Phenomenon::not_ready_yet);
      return note_received(call);
    case Call::send:
      return note_sent(call);
    case Call::accept:
      if (would_block && was_just_ready) note(Phenomenon::not_ready_yet);
      return note_accepted(call);
    case Call::connect:
    case Call::finish_connect:
      return note_connect(call);
    case Call::receive_datagram:
      if (would_block && was_just_ready) note(Phenomenon::not_ready_yet);
      return note_received_datagram(call);
    case Call::receive_error:
      return note_received_datagram(call);
    case Call::send_datagram:
      return note_sent_datagram(call);
    case Call::bind:
      if (call.result.error == std::errc::address_in_use) note(Phenomenon::address_in_use);
      return;
    case Call::shut_down:
      return note(Phenomenon::half_close);
    case Call::close:
    case Call::reset:
      if (call.handle == connecting_) connect_failed_ = true;  // not answered in time
      ended_.erase(call.handle);
      with_backlog_.erase(call.handle);
      return;
    case Call::read_input:
      if (std::strcmp(call_name(Call::read_input), "recv") == 0) note(Phenomenon::input_by_thread);
      return;
    default:
      return;
  }
}

void Explainer::note_received(const SystemCall& call) {
  messages_ = 0;
  received_ = call.bytes.substr(0, kept_of_a_receive);
  if (call.result.status == IoStatus::closed) {
    ended_.insert(call.handle);
    note(Phenomenon::end_of_stream);
  }
  if (call.result.status == IoStatus::error) ended_.insert(call.handle);
  if (is_reset(call.result.error)) note(Phenomenon::reset);
}

void Explainer::note_sent(const SystemCall& call) {
  const bool is_short = call.result.status == IoStatus::done && call.result.bytes < call.size;
  if (is_short || call.result.status == IoStatus::would_block) note(Phenomenon::short_send);
  if (is_reset(call.result.error)) note(Phenomenon::reset);
}

void Explainer::note_accepted(const SystemCall& call) {
  if (call.result.status == IoStatus::done && call.created != no_handle) {
    note(++accepted_ == 2 ? Phenomenon::several_accepted : Phenomenon::accepted);
  }
  const std::error_code error = call.result.error;
  if (error == std::errc::too_many_files_open ||
      error == std::errc::too_many_files_open_in_system) {
    note(Phenomenon::descriptors_used_up);
  }
}

void Explainer::note_connect(const SystemCall& call) {
  if (call.call == Call::connect) {
    if (connect_failed_) note(Phenomenon::next_address);
    if (call.peer->ip() == "::1") note(Phenomenon::ipv6_first);
    if (call.result.status == IoStatus::would_block) note(Phenomenon::connecting);
  }
  connect_failed_ = call.result.status == IoStatus::error;
  connecting_ = call.result.status == IoStatus::would_block ? call.handle : no_handle;
}

void Explainer::note_received_datagram(const SystemCall& call) {
  if (call.result.error == std::errc::connection_refused) note(Phenomenon::port_unreachable);
  if (call.result.status == IoStatus::done) note_if_repeated(last_received_, call);
}

void Explainer::note_sent_datagram(const SystemCall& call) {
  if (call.result.error == std::errc::connection_refused) note(Phenomenon::port_unreachable);
  if (call.result.error == std::errc::message_size) note(Phenomenon::datagram_lost);
  if (call.result.status != IoStatus::done) return;
  const bool is_answer = last_received_.peer == *call.peer;
  if (!is_answer && call.peer->ip() == "::1") note(Phenomenon::ipv6_first);
  if (!is_answer) note_if_repeated(last_sent_, call);
}

void Explainer::note_if_repeated(Datagram& last, const SystemCall& call) {
  const bool is_same = last.peer == *call.peer && last.bytes == call.bytes && !call.bytes.empty();
  last = {*call.peer, std::string(call.bytes)};
  if (is_same) note(Phenomenon::datagram_repeated);
}

// -------------------------------------------------------------------------------- reactor and chat

void Explainer::on_wait(const Wait& wait) {
  accepted_ = 0;
  just_ready_ = no_handle;
  if (wait.waited >= shortest_sleep) note(Phenomenon::asleep);
  if (wait.end == WaitEnd::interrupted) note(Phenomenon::interrupted);
  if (wait.end == WaitEnd::left_one_out) note(Phenomenon::hang_up);
}

void Explainer::on_ready(const EventHandler& handler) {
  just_ready_ = handler.handle();
}

void Explainer::on_interest(const EventHandler& handler, Interest before) {
  const bool has_backlog = with_backlog_.count(handler.handle()) > 0;
  if (has_backlog && !before.write && handler.wants_write()) note(Phenomenon::write_interest_on);
  if (before.write && !handler.wants_write() && with_backlog_.erase(handler.handle()) > 0) {
    note(Phenomenon::write_interest_off);
  }
}

void Explainer::on_connection(const EventHandler& connection, ConnectionStep step) {
  const Handle handle = connection.handle();
  if (step == ConnectionStep::output_kept) with_backlog_.insert(handle);
  if (step == ConnectionStep::lingering) note(Phenomenon::lingering_close);
  if (step == ConnectionStep::closing && ended_.count(handle) == 0) note(Phenomenon::early_close);
}

void Explainer::on_message(const Protocol& protocol) {
  ++messages_;
  if (protocol.transport() == Transport::udp) return;
  if (protocol.has_boundaries()) {
    if (messages_ == 2) note(Phenomenon::several_messages);
  } else if (messages_ == 2 || (messages_ == 1 && repeats_its_sender())) {
    note(Phenomenon::glued_messages);
  }
}

// `Ned:helloNed:again`: each message of `named` begins with its sender.
bool Explainer::repeats_its_sender() const {
  const std::size_t colon = received_.find(':');
  return colon != std::string::npos && colon > 0 &&
         received_.find(received_.substr(0, colon + 1), colon + 1) != std::string::npos;
}

}  // namespace chatlab
