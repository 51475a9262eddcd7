// The ledger: the room's events in order, read from the server's log on standard output, with a
// small model of which members must be in the room and which names are banned.
//
// The ledger is the reference for what every client receives. It knows the rules of the protocols,
// not the server's code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/world.hpp"

namespace chatlab::simulation {

struct Entry {
  enum class Kind { joined, said, left };
  Kind kind = Kind::said;
  std::string name;
  std::string address;  // empty for the operator
  std::string text;
  bool unexpectedly = false;
  bool from_member = true;  // false: from the operator or over echo
  TimePoint when = {};
  std::uint64_t turn = 0;
};

class Ledger {
 public:
  explicit Ledger(std::size_t max_members) : max_members_(max_members) {}

  /// Appends the next piece of the log.
  void write(std::string_view bytes);

  const std::vector<Entry>& entries() const { return entries_; }

  bool is_here(const std::string& address) const { return here_by_address_.count(address) > 0; }
  std::size_t members() const { return here_.size(); }

  /// True if the server logged that it gave up the member for reading too slowly.
  bool was_given_up(const std::string& address) const { return given_up_.count(address) > 0; }
  /// How often the server logged that it removed the member at `address` for its silence.
  std::size_t times_silent(const std::string& address) const;
  std::size_t given_up() const { return given_up_.size(); }
  bool was_banned(const std::string& address) const { return thrown_out_.count(address) > 0; }

  /// Invariant: no member is left in the room.
  void check_everybody_left() const;

 private:
  void take_line(const std::string& line);
  bool take_event(const std::string& line);
  void take_word_of_operator(const std::string& line);
  void take_refusal(const std::string& line);
  void add(Entry entry);
  void on_joined(const Entry& entry);
  void on_left(const Entry& entry);
  void on_said(const Entry& entry) const;

  std::size_t max_members_;
  std::string unfinished_;
  std::vector<Entry> entries_;
  std::map<std::string, std::string> here_;  // address by lower-case name
  std::map<std::string, std::string> here_by_address_;
  std::map<std::string, std::string> last_left_;  // address by lower-case name
  std::set<std::string> banned_;
  std::set<std::string> given_up_;
  std::map<std::string, std::size_t> times_silent_;  // by address
  std::set<std::string> thrown_out_;
};

/// `name` with ASCII letters in lower case, as names are compared.
std::string lower(std::string_view name);

/// True if the rules forbid `name`, except those that require decoding UTF-8.
bool is_forbidden(std::string_view name);

}  // namespace chatlab::simulation
