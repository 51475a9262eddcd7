// The name book: who is here, as far as a client can tell from what it hears. For the Tab key.
// Pure.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace chatlab {

class NameBook {
 public:
  /// `sender` said `text`. What `Server` says may be that a member came or went.
  void note(std::string_view sender, std::string_view text);

  /// The names heard last, a thousand at most.
  std::vector<std::string> names() const { return {names_.begin(), names_.end()}; }

 private:
  void add(std::string_view name);
  void remove(std::string_view name);

  std::deque<std::string> names_;  // the one heard last is at the end
};

}  // namespace chatlab
