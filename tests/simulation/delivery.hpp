// What one member must be told, and whether it was: the ledger seen from one place in the room.
//
// A member hears all that the room took between its own joining and its own leaving, but for its
// own words: each exactly once, in order, unaltered. The comparison goes on as both sides grow, so
// a difference is found in the turn in which it arises.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "apps/protocols/protocol.hpp"
#include "tests/simulation/ledger.hpp"
#include "tests/support/dialects.hpp"

namespace chatlab::simulation {

class Delivery {
 public:
  /// `dialect` says how an event must be written: by the rules, not by the server's code.
  Delivery(const Ledger& ledger, const Protocol& protocol, const Dialect& dialect,
           std::string address, std::string label)
      : ledger_(ledger),
        has_boundaries_(protocol.has_boundaries()),
        dialect_(dialect),
        address_(std::move(address)),
        label_(std::move(label)) {}

  /// A message that the member was told, in a protocol with boundaries. What is said to one alone
  /// as it parts is left out.
  void on_message(const std::string& name, const std::string& text);

  /// The next bytes, in a protocol without.
  void on_bytes(std::string_view bytes) { stream_ += bytes; }

  /// Compares as far as both sides are known.
  void compare();

  /// Whether the member was told all that it must be told.
  bool is_complete();

  /// What the next message would be, for a failure's text.
  std::string next_expected();

  /// How long ago the room took what the member has still to be told; 0 where there is nothing.
  std::chrono::milliseconds overdue();

  std::size_t told() const { return told_; }

  /// What was received that the ledger does not explain; empty where there is no such thing.
  std::string unexplained();

 private:
  bool has_more() const { return !messages_.empty() || !stream_.empty(); }
  const Entry* expected();
  void compare_message(const Entry& entry);
  bool compare_stream(const Entry& entry);
  void explain(const std::string& name, const std::string& text);
  std::pair<std::string, std::string> as_message(const Entry& entry) const;
  std::string as_bytes(const Entry& entry) const;

  const Ledger& ledger_;
  bool has_boundaries_;  // true if the member can tell where a message ends
  const Dialect& dialect_;
  std::string address_;
  std::string label_;
  std::size_t next_ = 0;  // in the ledger
  bool inside_ = false;   // between joined and left
  std::size_t told_ = 0;
  std::deque<std::pair<std::string, std::string>> messages_;  // received and not compared
  std::string stream_;
};

}  // namespace chatlab::simulation
