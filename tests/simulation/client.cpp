// Makes the unique texts that clients say, and reports failures.
#include "tests/simulation/client.hpp"

#include <algorithm>

#include <utility>

namespace chatlab::simulation {

Client::Client(Setting& setting, const Protocol& protocol, std::string address, std::string name)
    : setting_(setting),
      protocol_(protocol),
      dialect_(dialect_of(protocol.name())),
      address_(std::move(address)),
      name_(std::move(name)) {}

// Mostly ASCII, sometimes with multibyte characters, which the server must not split.
std::string Client::make_text(std::size_t longest, bool plain) {
  Random& random = world().random();
  std::string text = "<" + address_ + "#" + std::to_string(++texts_) + ">";
  if (longest <= text.size()) return text;
  std::size_t filling = random.below(random.one_in(4) ? longest - text.size() : std::size_t{20});
  if (!plain && random.one_in(8) && filling >= 8) {
    text += " é€😀";
    filling -= 8;
  }
  return text.append(filling, static_cast<char>('a' + random.below(26)));
}

void Client::fail(const std::string& what) const {
  const std::size_t rule = std::min(what.find(": "), what.size());
  world().fail(what.substr(0, rule) + ": " + label() + what.substr(rule));
}

void Client::trace(const std::string& what) const {
  if (world().is_traced()) world().trace(label() + " " + what);
}

}  // namespace chatlab::simulation
