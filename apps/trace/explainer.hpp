// The explainer: recognizes phenomena in what a program does, such as a short send, and explains
// each of them once.
//
// The narrator passes on everything that it observes. Pure: it knows no socket, file or clock.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "apps/trace/chat_observer.hpp"
#include "apps/trace/phenomenon.hpp"
#include "platform/call_observer.hpp"
#include "reactor/event_handler.hpp"
#include "reactor/reactor_observer.hpp"

namespace chatlab {

/// Receives the lines of explanations.
class ExplanationSink {
 public:
  virtual ~ExplanationSink() = default;

  /// One line of an explanation.
  virtual void write_remark(const std::string& line) = 0;
};

class Explainer {
 public:
  enum class Repetition { once, always };

  /// `sink` must outlive the explainer.
  Explainer(ExplanationSink& sink, Repetition repetition) : sink_(sink), repetition_(repetition) {}

  // As the observers' functions.
  void on_call(const SystemCall& call);
  void on_wait(const Wait& wait);
  void on_ready(const EventHandler& handler);
  void on_timer() { note(Phenomenon::timer_due); }
  void on_interest(const EventHandler& handler, Interest before);
  void on_connection(const EventHandler& connection, ConnectionStep step);
  void on_message(const Protocol& protocol);
  void on_incomplete() { note(Phenomenon::partial_message); }
  void on_flooder(bool held) { note(held ? Phenomenon::held_back : Phenomenon::released); }
  void on_given_up() { note(Phenomenon::given_up); }
  void on_dropped() { note(Phenomenon::datagram_lost); }
  void on_turned_away() { note(Phenomenon::select_limit); }

 private:
  // A datagram, to recognize its repetition.
  struct Datagram {
    Address peer;
    std::string bytes;
  };

  void note(Phenomenon phenomenon);
  void note_received(const SystemCall& call);
  void note_sent(const SystemCall& call);
  void note_accepted(const SystemCall& call);
  void note_connect(const SystemCall& call);
  void note_received_datagram(const SystemCall& call);
  void note_sent_datagram(const SystemCall& call);
  void note_if_repeated(Datagram& last, const SystemCall& call);
  bool repeats_its_sender() const;

  ExplanationSink& sink_;
  Repetition repetition_;
  std::set<Phenomenon> told_;
  Handle just_ready_ = no_handle;  // the handler that is called, until it makes a call
  std::string received_;           // the beginning of the bytes received last
  std::size_t messages_ = 0;       // the number of messages found in them
  std::size_t accepted_ = 0;       // in this turn
  Handle connecting_ = no_handle;  // a connect in progress
  bool connect_failed_ = false;    // true: an address did not answer, and no other one has yet
  std::set<Handle> with_backlog_;  // connections that wait for room
  std::set<Handle> ended_;         // connections whose peer has ended or broken its stream
  Datagram last_received_;
  Datagram last_sent_;
};

}  // namespace chatlab
