// Reads names from senders and from notices such as `Ann joined the conversation`.
#include "apps/client/name_book.hpp"

#include <algorithm>

#include "apps/chat/name.hpp"

namespace chatlab {
namespace {

constexpr std::size_t most_names = 1000;

struct Notice {
  std::string_view rest;  // what follows the name
  bool is_here;
};

// The notices of all protocols.
constexpr Notice notices[] = {{" joined the conversation", true},
                              {" has joined the chat room", true},
                              {" left the conversation", false},
                              {" has left the chat room", false}};

}  // namespace

void NameBook::note(std::string_view sender, std::string_view text) {
  if (sender.empty()) return;
  if (sender != operator_name) return add(sender);
  for (const Notice& notice : notices) {
    const std::size_t end = text.find(notice.rest);
    if (end == std::string_view::npos) continue;
    return notice.is_here ? add(text.substr(0, end)) : remove(text.substr(0, end));
  }
}

void NameBook::add(std::string_view name) {
  if (!names_.empty() && names_.back() == name) return;
  remove(name);
  names_.emplace_back(name);
  if (names_.size() > most_names) names_.pop_front();
}

void NameBook::remove(std::string_view name) {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found != names_.end()) names_.erase(found);
}

}  // namespace chatlab
