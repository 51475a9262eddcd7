// Compares the messages or bytes that a member received with the entries of the ledger.
#include "tests/simulation/delivery.hpp"

#include <algorithm>
#include <iterator>

namespace chatlab::simulation {
namespace {

using Message = std::pair<std::string, std::string>;

std::string quoted(const Message& message) {
  constexpr std::size_t longest = 200;
  const std::string text = message.first + " > " + message.second;
  return "'" + text.substr(0, longest) + (text.size() > longest ? "...'" : "'");
}

// The last message that the server may send to one member before it closes the connection.
constexpr std::string_view parting_words[] = {"Connection from server has been closed",
                                              "Malformed message", "Message too long"};

bool is_parting_word(std::string_view text) {
  const auto begins = [&](std::string_view word) { return text.substr(0, word.size()) == word; };
  return std::any_of(std::begin(parting_words), std::end(parting_words), begins);
}

// As above, or only its beginning, if the rest did not arrive.
bool is_parting_stream(const Dialect& dialect, std::string_view stream) {
  const auto begins = [&](std::string_view word) {
    const std::string said = dialect.said("Server", std::string(word));
    const std::size_t size = std::min(said.size(), stream.size());
    return said.compare(0, size, stream, 0, size) == 0;
  };
  return std::any_of(std::begin(parting_words), std::end(parting_words), begins);
}

}  // namespace

void Delivery::on_message(const std::string& name, const std::string& text) {
  if (name == "Server" && is_parting_word(text)) return;
  messages_.emplace_back(name, text);
}

// The next entry that the member must receive; nullptr if it is not in the ledger yet.
const Entry* Delivery::expected() {
  for (; next_ < ledger_.entries().size(); ++next_) {
    const Entry& entry = ledger_.entries()[next_];
    const bool is_own = entry.address == address_;
    if (inside_ && !is_own) return &entry;
    if (is_own && entry.kind != Entry::Kind::said) inside_ = entry.kind == Entry::Kind::joined;
  }
  return nullptr;
}

void Delivery::compare() {
  for (const Entry* entry = expected(); entry != nullptr && has_more(); entry = expected()) {
    if (has_boundaries_) {
      compare_message(*entry);
    } else if (!compare_stream(*entry)) {
      return;
    }
    if (!world().failure().empty()) return;
    ++told_;
    ++next_;
  }
}

void Delivery::compare_message(const Entry& entry) {
  const Message received = std::move(messages_.front());
  messages_.pop_front();
  if (received != as_message(entry)) explain(received.first, received.second);
}

// Returns false if the rest of the entry has not arrived yet.
bool Delivery::compare_stream(const Entry& entry) {
  const std::string bytes = as_bytes(entry);
  const std::size_t size = std::min(bytes.size(), stream_.size());
  if (bytes.compare(0, size, stream_, 0, size) != 0) {
    explain("", stream_.substr(0, 200));
    return false;
  }
  if (size < bytes.size()) return false;
  stream_.erase(0, size);
  return true;
}

// Names the invariant that is violated.
void Delivery::explain(const std::string& name, const std::string& text) {
  const Entry& due = ledger_.entries()[next_];
  const auto place = [&] {
    for (std::size_t i = 0; i < ledger_.entries().size(); ++i) {
      const Entry& entry = ledger_.entries()[i];
      if (name.empty() ? text.compare(0, as_bytes(entry).size(), as_bytes(entry)) == 0
                       : as_message(entry) == Message(name, text)) {
        return i;
      }
    }
    return ledger_.entries().size();
  }();
  std::string what = "(a) every member gets each message unaltered";
  if (place < ledger_.entries().size()) {
    const bool is_own = ledger_.entries()[place].address == address_;
    what = is_own          ? "(b) no member receives its own message"
           : place > next_ ? "(a) every member receives each message, in the room's order"
           : told_ == 0    ? "(d) no member receives anything from before its welcome"
                           : "(a) every member receives each message once";
  }
  world().fail(what + ": " + label_ + " received " + quoted({name, text}) + ", expected " +
               quoted(as_message(due)));
}

bool Delivery::is_complete() {
  compare();
  return expected() == nullptr;
}

std::string Delivery::next_expected() {
  const Entry* entry = expected();
  return entry == nullptr ? "nothing" : quoted(as_message(*entry));
}

std::chrono::milliseconds Delivery::overdue() {
  const Entry* entry = expected();
  if (entry == nullptr) return std::chrono::milliseconds(0);
  return std::chrono::duration_cast<std::chrono::milliseconds>(world().now() - entry->when);
}

Message Delivery::as_message(const Entry& entry) const {
  switch (entry.kind) {
    case Entry::Kind::said:
      break;
    case Entry::Kind::joined:
      return {"Server", dialect_.shown_joined(entry.name)};
    case Entry::Kind::left:
      return {"Server", entry.unexpectedly ? dialect_.shown_left_unexpectedly(entry.name)
                                           : dialect_.shown_left(entry.name)};
  }
  return {dialect_.shown_name(entry.name), entry.text};
}

std::string Delivery::as_bytes(const Entry& entry) const {
  switch (entry.kind) {
    case Entry::Kind::said:
      break;
    case Entry::Kind::joined:
      return dialect_.joined(entry.name);
    case Entry::Kind::left:
      return entry.unexpectedly ? dialect_.left_unexpectedly(entry.name)
                                : dialect_.left(entry.name);
  }
  return dialect_.said(entry.name, entry.text);
}

std::string Delivery::unexplained() {
  if (!is_complete()) return {};  // the rest is the beginning of the next entry
  if (!messages_.empty()) return quoted(messages_.front());
  return is_parting_stream(dialect_, stream_) ? std::string() : stream_;
}

}  // namespace chatlab::simulation
