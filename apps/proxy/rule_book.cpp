// Adds and removes rules; a rule replaces an earlier one of its kind.
#include "apps/proxy/rule_book.hpp"

#include <algorithm>

namespace chatlab {
namespace {

// True if the fault concerns the whole connection, and does not depend on the bytes of a direction.
bool is_without_direction(const Fault& fault) {
  return kind_of(fault.kind).both_ways && fault.after_bytes == 0;
}

bool is_replaced_by(const Rule& earlier, const Rule& later) {
  return earlier.direction == later.direction && earlier.fault.kind == later.fault.kind &&
         earlier.fault.connection == later.fault.connection;
}

}  // namespace

std::string to_words(const Rule& rule) {
  const std::string words = to_words(rule.fault);
  if (is_without_direction(rule.fault)) return words;
  return direction_name(rule.direction) + (' ' + words);
}

std::vector<Rule> make_rules(const std::vector<Direction>& directions,
                             const std::vector<Fault>& faults) {
  std::vector<Rule> rules;
  for (const Fault& fault : faults) {
    if (is_without_direction(fault)) {
      rules.push_back({0, Direction::c2s, fault});
      continue;
    }
    for (const Direction direction : directions) rules.push_back({0, direction, fault});
  }
  return rules;
}

RuleBook::Change RuleBook::set(const std::vector<Direction>& directions,
                               const std::vector<Fault>& faults) {
  Change change;
  change.added = make_rules(directions, faults);
  const auto is_replaced = [&change](const Rule& earlier) {
    return std::any_of(change.added.begin(), change.added.end(),
                       [&earlier](const Rule& later) { return is_replaced_by(earlier, later); });
  };
  for (const Rule& rule : rules_) {
    if (is_replaced(rule)) change.removed.push_back(rule.id);
  }
  rules_.erase(std::remove_if(rules_.begin(), rules_.end(), is_replaced), rules_.end());
  for (Rule& rule : change.added) {
    rule.id = ++last_id_;
    rules_.push_back(rule);
  }
  return change;
}

RuleBook::Change RuleBook::clear(const std::vector<Direction>& directions,
                                 const std::optional<std::uint64_t>& connection) {
  Change change;
  const auto is_meant = [&](const Rule& rule) {
    const bool is_there =
        std::find(directions.begin(), directions.end(), rule.direction) != directions.end();
    return is_there && (!connection || rule.fault.connection == connection);
  };
  for (const Rule& rule : rules_) {
    if (is_meant(rule)) change.removed.push_back(rule.id);
  }
  rules_.erase(std::remove_if(rules_.begin(), rules_.end(), is_meant), rules_.end());
  return change;
}

}  // namespace chatlab
