// The rule book: which faults are set, for which direction of which connection.
//
// A rule is one fault in one direction. Rules come from the command line, the console and the
// script. The functions return what has changed, for the connections to follow.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/proxy/fault.hpp"

namespace chatlab {

enum class Direction { c2s, s2c };  // client to server, server to client

constexpr const char* direction_name(Direction direction) {
  return direction == Direction::c2s ? "c2s" : "s2c";
}

struct Rule {
  std::uint64_t id = 0;
  Direction direction = Direction::c2s;
  Fault fault;

  bool concerns(std::uint64_t connection) const {
    return !fault.connection || *fault.connection == connection;
  }
};

/// The rule as it is typed: `s2c stall after 10s`. Without a direction if the fault concerns the
/// whole connection.
std::string to_words(const Rule& rule);

class RuleBook {
 public:
  struct Change {
    std::vector<Rule> added;
    std::vector<std::uint64_t> removed;  // identifiers
  };

  /// Sets faults in these directions. Each replaces an earlier one of its kind for the same
  /// direction and connection.
  Change set(const std::vector<Direction>& directions, const std::vector<Fault>& faults);

  /// Removes the faults of these directions, of one connection or of all.
  Change clear(const std::vector<Direction>& directions,
               const std::optional<std::uint64_t>& connection);

  const std::vector<Rule>& rules() const { return rules_; }

 private:
  std::vector<Rule> rules_;
  std::uint64_t last_id_ = 0;
};

/// Returns the rules for `faults` in `directions`, without identifiers. A fault of the whole
/// connection yields one rule, so that its probability is decided once.
std::vector<Rule> make_rules(const std::vector<Direction>& directions,
                             const std::vector<Fault>& faults);

}  // namespace chatlab
