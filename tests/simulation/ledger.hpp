// The ledger: what the room took, in its one order, as the server's log on standard output tells
// it; and with it a small model of who must be in the room and who is kept out.
//
// It is the reference that every client's experience is compared with. It knows the rules of
// the protocols and nothing of the server's code.
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
  bool from_member = true;  // not from the operator or over echo
  TimePoint when = {};
  std::uint64_t turn = 0;
};

class Ledger {
 public:
  explicit Ledger(std::size_t max_members) : max_members_(max_members) {}

  /// The next piece of the log.
  void write(std::string_view bytes);

  const std::vector<Entry>& entries() const { return entries_; }

  bool is_here(const std::string& address) const { return here_by_address_.count(address) > 0; }
  std::size_t members() const { return here_.size(); }

  /// Whether the server said that it gave up a member for reading too slowly.
  bool was_given_up(const std::string& address) const { return given_up_.count(address) > 0; }
  std::size_t given_up() const { return given_up_.size(); }
  bool was_banned(const std::string& address) const { return thrown_out_.count(address) > 0; }

  /// Invariant: nobody is left in the room.
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
  std::map<std::string, std::string> here_;  // by the name in lower case: the address
  std::map<std::string, std::string> here_by_address_;
  std::map<std::string, std::string> last_left_;  // by the name in lower case: the address
  std::set<std::string> banned_;
  std::set<std::string> given_up_;
  std::set<std::string> thrown_out_;
};

/// ASCII letters in lower case: how names are compared.
std::string lower(std::string_view name);

/// Whether the rules for names forbid `name`, as far as they can be told without reading UTF-8.
bool is_forbidden(std::string_view name);

}  // namespace chatlab::simulation
