// The name book: the members in the room, as far as a client can tell from the messages that it
// receives. The Tab key completes these names. Pure.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

class NameBook {
 public:
  /// `sender` said `text`. If the sender is `Server`, the text may say that a member joined or
  /// left.
  void note(std::string_view sender, std::string_view text);

  /// Returns the names that were seen last, at most a thousand.
  std::vector<std::string> names() const { return {names_.begin(), names_.end()}; }

 private:
  void add(std::string_view name);
  void remove(std::string_view name);

  std::deque<std::string> names_;  // in the order in which they were last seen
};

}  // namespace chatlab
