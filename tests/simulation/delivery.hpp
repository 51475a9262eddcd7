// A delivery: what one member must receive, and whether it did. The ledger from one member's view.
//
// A member receives all events between its joining and its leaving except its own: each exactly
// once, in order, unaltered. Both sides are compared as they grow, so a difference is found in the
// turn in which it arises.
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
  /// `dialect` defines how an event must be encoded: by the rules, not by the server's code.
  Delivery(const Ledger& ledger, const Protocol& protocol, const Dialect& dialect,
           std::string address, std::string label)
      : ledger_(ledger),
        has_boundaries_(protocol.has_boundaries()),
        dialect_(dialect),
        address_(std::move(address)),
        label_(std::move(label)) {}

  /// The member received a message, in a protocol with boundaries. Messages to one parting member
  /// are ignored.
  void on_message(const std::string& name, const std::string& text);

  /// The member received bytes, in a protocol without boundaries.
  void on_bytes(std::string_view bytes) { stream_ += bytes; }

  /// Compares as much as is known of both sides.
  void compare();

  /// True if the member has received everything.
  bool is_complete();

  /// The next expected message, for a failure's text.
  std::string next_expected();

  /// The time since the room accepted the next expected event; 0 if there is none.
  std::chrono::milliseconds overdue();

  std::size_t told() const { return told_; }

  /// Returns what was received but is not in the ledger; empty if there is nothing.
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
  std::size_t next_ = 0;  // index in the ledger
  bool inside_ = false;   // true: between joined and left
  std::size_t told_ = 0;
  std::deque<std::pair<std::string, std::string>> messages_;  // received, not compared yet
  std::string stream_;
};

}  // namespace chatlab::simulation
