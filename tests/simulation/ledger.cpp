// Parses the lines of the log, and checks that joins, leaves and refusals are possible.
#include "tests/simulation/ledger.hpp"

#include <algorithm>
#include <utility>

namespace chatlab::simulation {
namespace {

// How the addresses of all simulated clients begin, so that they are found in any line.
constexpr std::string_view client_network = "10.";

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) { return byte > 0; });
}

std::string describe(const Entry& entry) {
  return "'" + entry.name + "' at " + entry.address;
}

}  // namespace

std::string lower(std::string_view name) {
  std::string key(name);
  for (char& byte : key) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  return key;
}

bool is_forbidden(std::string_view name) {
  if (name.empty() || name.front() == ' ' || name.back() == ' ') return true;
  if (lower(name) == "server" || lower(name) == "Ѕеrvеr" || name.size() > 4 * 32) return true;
  if (name.find("\xE2\x80\x8B") != std::string_view::npos) return true;  // zero width space
  const auto is_control = [](char byte) { return (byte >= 0 && byte < ' ') || byte == 0x7F; };
  if (std::any_of(name.begin(), name.end(), is_control)) return true;
  const bool reads_as_address = name.find_first_not_of("0123456789.:") == std::string_view::npos &&
                                name.find(':') != std::string_view::npos && name.size() > 1;
  return reads_as_address || (is_ascii(name) && name.size() > 32);
}

std::size_t Ledger::times_silent(const std::string& address) const {
  const auto found = times_silent_.find(address);
  return found == times_silent_.end() ? 0 : found->second;
}

void Ledger::write(std::string_view bytes) {
  unfinished_ += bytes;
  std::size_t start = 0;
  for (std::size_t end = unfinished_.find('\n'); end != std::string::npos;
       end = unfinished_.find('\n', start)) {
    take_line(unfinished_.substr(start, end - start));
    start = end + 1;
  }
  unfinished_.erase(0, start);
}

void Ledger::take_line(const std::string& line) {
  if (world().is_traced()) world().trace("log: " + line);
  if (starts_with(line, "... ")) world().fail("the log dropped lines: " + line);
  if (starts_with(line, "refused ")) return take_refusal(line);
  const std::size_t colon = line.find(": too slow: ");
  const bool was_member = line.substr(0, colon).find(" at ") != std::string::npos;
  if (colon != std::string::npos && !was_member && starts_with(line, client_network)) {
    given_up_.insert(line.substr(0, colon));  // it had already left the room
    return;
  }
  if (!take_event(line)) take_word_of_operator(line);
}

// `NAME at ADDRESS (PROTOCOL) joined`, `NAME at ADDRESS > TEXT`, `ADDRESS > TEXT`, `Server > TEXT`.
bool Ledger::take_event(const std::string& line) {
  Entry entry;
  const std::size_t arrow = line.find(" > ");
  const std::size_t at = line.find(" at " + std::string(client_network));
  entry.from_member = at < arrow;
  if (!entry.from_member) {
    if (arrow == std::string::npos) return false;
    entry.name = line.substr(0, arrow);
    entry.text = line.substr(arrow + 3);
    if (entry.name != "Server") entry.address = entry.name;
    add(std::move(entry));
    return true;
  }
  const std::size_t address_end = line.find(' ', at + 4);
  if (address_end == std::string::npos) return false;
  entry.name = line.substr(0, at);
  entry.address = line.substr(at + 4, address_end - at - 4);
  const std::string_view rest = std::string_view(line).substr(address_end);
  if (entry.address.back() == ':') {  // `NAME at ADDRESS: too slow...`
    entry.address.pop_back();
    if (rest.find("unsent") != std::string::npos) given_up_.insert(entry.address);
    if (rest.find("silent for") != std::string::npos) ++times_silent_[entry.address];
    return true;
  }
  if (starts_with(rest, " > ")) {
    entry.text = rest.substr(3);
  } else if (ends_with(rest, ") joined")) {
    entry.kind = Entry::Kind::joined;
  } else if (ends_with(rest, ") left") || ends_with(rest, ") left unexpectedly")) {
    entry.kind = Entry::Kind::left;
    entry.unexpectedly = ends_with(rest, "unexpectedly");
  } else {
    return false;
  }
  add(std::move(entry));
  return true;
}

void Ledger::take_word_of_operator(const std::string& line) {
  constexpr std::string_view absent = ", who is not here";
  constexpr std::string_view pardoned = " may come back";
  if (starts_with(line, "banned ")) {
    std::string name = line.substr(7);
    const bool was_here = !ends_with(name, absent);
    if (!was_here) name.resize(name.size() - absent.size());
    const std::string key = lower(name);
    banned_.insert(key);
    if (was_here) thrown_out_.insert(last_left_[key]);
    if (here_.count(key) > 0) world().fail("(e) a banned name is refused: '" + name + "' is here");
  } else if (ends_with(line, pardoned)) {
    banned_.erase(lower(line.substr(0, line.size() - pardoned.size())));
  }
}

// `refused ADDRESS (PROTOCOL) as 'NAME': REASON`: the reason must be true.
void Ledger::take_refusal(const std::string& line) {
  const std::size_t open = line.find(" as '");
  const std::size_t close = line.rfind("': ");
  if (open == std::string::npos || close == std::string::npos) return;
  const std::string name = line.substr(open + 5, close - open - 5);
  const std::string reason = line.substr(close + 3);
  const std::string key = lower(name);
  const bool is_true = reason == "Username already taken!"         ? here_.count(key) > 0
                       : reason == "You are banned from this chat" ? banned_.count(key) > 0
                       : reason == "The server is full"            ? here_.size() >= max_members_
                                                                   : true;
  if (!is_true) world().fail("(e) no client is refused for an untrue reason: " + line);
}

void Ledger::add(Entry entry) {
  entry.when = world().now();
  entry.turn = world().turn();
  if (entry.kind == Entry::Kind::joined) on_joined(entry);
  if (entry.kind == Entry::Kind::left) on_left(entry);
  if (entry.kind == Entry::Kind::said && entry.from_member) on_said(entry);
  entries_.push_back(std::move(entry));
}

void Ledger::on_joined(const Entry& entry) {
  const std::string key = lower(entry.name);
  if (banned_.count(key) > 0) {
    world().fail("(e) a banned name is refused: " + describe(entry) + " joined");
  }
  if (entry.name != entry.address && is_forbidden(entry.name)) {
    world().fail("(e) a refused client does not join: " + describe(entry) + " joined");
  }
  if (!here_.emplace(key, entry.address).second) {
    world().fail("(e) a taken name is refused: " + describe(entry) + " joined beside " +
                 here_[key]);
  }
  if (!here_by_address_.emplace(entry.address, key).second) {
    world().fail("(c) every *joined* is followed by exactly one *left*: " + describe(entry) +
                 " joined twice");
  }
  if (here_.size() > max_members_) world().fail("more members than --max-members");
}

void Ledger::on_left(const Entry& entry) {
  const auto found = here_.find(lower(entry.name));
  if (found == here_.end() || found->second != entry.address) {
    return world().fail("(c) every *joined* is followed by exactly one *left*: " + describe(entry) +
                        " left but was not here");
  }
  last_left_[found->first] = entry.address;
  here_.erase(found);
  here_by_address_.erase(entry.address);
}

void Ledger::on_said(const Entry& entry) const {
  const auto found = here_.find(lower(entry.name));
  if (found != here_.end() && found->second == entry.address) return;
  world().fail("only members speak: " + describe(entry) + " is not here");
}

void Ledger::check_everybody_left() const {
  if (here_.empty()) return;
  world().fail("(c) every *joined* is followed by exactly one *left*: '" + here_.begin()->first +
               "' at " + here_.begin()->second + " never left");
}

}  // namespace chatlab::simulation
