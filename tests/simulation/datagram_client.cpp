// Joins, speaks and leaves over UDP, and checks each datagram that the server sends.
#include "tests/simulation/datagram_client.hpp"

#include <algorithm>
#include <utility>

#include "tests/simulation/proxies.hpp"

namespace chatlab::simulation {
namespace {

constexpr microseconds before_asking_again{300000};

// From an event in the server until the ledger knows it.
constexpr microseconds time_for_the_log{1000000};

// An answer has at most so many times the bytes of its request, whose address may be forged.
constexpr std::size_t most_amplification = 10;

}  // namespace

// ---------------------------------------------------------------------------------------- datagram

DatagramClient::DatagramClient(Setting& setting, const Protocol& protocol, const Address& address,
                               std::string name, const DatagramPlan& plan)
    : Client(setting, protocol, address.to_string(), std::move(name)),
      plan_(plan),
      source_(address),
      current_name_(this->name()),
      sent_(protocol.make_reply_decoder()),
      delivery_(setting.ledger, protocol, dialect(), address.to_string(), label()),
      messages_left_(plan.messages) {
  network().bind_client(address, this);
}

void DatagramClient::start(microseconds delay) {
  world().after(delay, [this] {
    open_ = true;
    plan_.joins ? ask_to_join() : speak();
  });
}

// Repeats the request until it is answered: request and answer may be lost.
void DatagramClient::ask_to_join() {
  if (heard_ || refused_ || leaving_) return;
  send(protocol().encode_join(current_name_));
  world().after(before_asking_again, [this] { ask_to_join(); });
}

void DatagramClient::on_datagram(std::string_view datagram) {
  const bool is_removed = datagram == dialect().said("Server", std::string(removed_text));
  if (is_removed && plan_.joins_again && !leaving_) send(protocol().encode_join(current_name_));
  if (heard_ || !welcomed_) return;
  heard_ = true;
  speak();
}

void DatagramClient::speak() {
  if (leaving_ || messages_left_ == 0) return;
  say();
  while (plan_.floods && messages_left_ > 0 && !world().random().one_in(16)) say();
  if (plan_.repeats_joining && world().random().one_in(4)) {
    send(protocol().encode_join(current_name_));
  }
  if (plan_.renames && messages_left_ == plan_.messages / 2) {
    current_name_ = name() + "2";
    send(protocol().encode_join(current_name_));
  }
  const auto pace = static_cast<std::size_t>(plan_.pace.count());
  const bool pauses = messages_left_ == plan_.messages / 2;
  world().after(microseconds(world().random().between(pace / 8, 2 * pace)) +
                    (pauses ? plan_.pause : microseconds(0)),
                [this] { speak(); });
}

void DatagramClient::say() {
  --messages_left_;
  send(protocol().encode_message(current_name_, make_text(plan_.longest_text)));
  if (!plan_.asks_who || !world().random().one_in(3)) return;
  const bool is_bare = world().random().one_in(2);
  send(is_bare ? "/who" : protocol().encode_message(current_name_, "/who"));
}

void DatagramClient::on_arrived(const std::string& datagram) {
  ++arrived_[datagram];
  const std::size_t command = datagram.rfind("/who");
  if (command != std::string::npos && command + 4 == datagram.size()) {
    asked_bytes_ += datagram.size();
  }
}

bool DatagramClient::is_answer(const Reply& reply) const {
  return plan_.asks_who && reply.name == "Server" && reply.text.find(" here: ") < 6;
}

void DatagramClient::send(const std::string& datagram) {
  network().send(source_, port_for(protocol(), plan_.path), datagram);
}

void DatagramClient::leave() {
  if (leaving_) return;
  leaving_ = true;
  if (plan_.says_farewell && open_) send(protocol().encode_leave(current_name_));
  if (plan_.closes) open_ = false;
}

void DatagramClient::vanish() {
  leaving_ = true;
  open_ = false;
}

void DatagramClient::on_sent(std::string_view datagram) {
  sent_->feed(datagram);
  Reply reply;
  while (sent_->next(reply)) {
    if (!plan_.joins) return fail("a stranger is not answered: '" + std::string(datagram) + "'");
    // The decoder regards a refusal after the welcome as a text. It answers a request with a new
    // name, or a repeated request after a ban.
    const bool is_late_refusal = reply.kind == Reply::Kind::unattributed && is_refusal(reply.text);
    if (reply.kind == Reply::Kind::welcome) {
      welcomed_ = true;
    } else if (reply.kind == Reply::Kind::refused || is_late_refusal) {
      refused_ = true;
    } else if (reply.kind == Reply::Kind::removed) {
      ++times_told_removed_;
    } else if (!welcomed_) {
      fail("(d) no member receives anything from before its welcome: '" + reply.text + "'");
    } else if (is_answer(reply)) {
      answered_bytes_ += datagram.size();
      if (answered_bytes_ > most_amplification * asked_bytes_) {
        fail("an answer is short, since its address may be forged: '" + reply.text + "'");
      }
    } else {
      delivery_.on_message(reply.name, reply.text);
    }
  }
}

void DatagramClient::on_reported_unreachable() {
  if (!reported_) when_reported_ = world().now();
  reported_ = true;
}

void DatagramClient::check() {
  delivery_.compare();
  if (!reported_ || world().now() - when_reported_ < time_for_the_log) return;
  if (setting().ledger.is_here(address())) fail("a member whose port is unreachable is removed");
}

void DatagramClient::on_entry(const Entry& entry) {
  if (entry.kind == Entry::Kind::joined) {
    was_joined_ = true;
    reported_ = false;
  }
  if (entry.kind != Entry::Kind::said) return;
  std::size_t copies = 0;  // said under either of its names
  for (const std::string& sender : {name(), name() + "2"}) {
    const auto found = arrived_.find(protocol().encode_message(sender, entry.text));
    if (found != arrived_.end()) copies += found->second;
  }
  if (++taken_[entry.text] > copies) {
    fail("(a) a datagram member's message is accepted unaltered, once per copy: '" + entry.text +
         "'");
  }
}

// A member is told once when it is removed for its silence, and at most once more when it speaks
// after that.
void DatagramClient::check_told_removed() const {
  const std::size_t removals = setting().ledger.times_silent(address());
  if (times_told_removed_ >= removals && times_told_removed_ <= 2 * removals) return;
  fail("a member that is removed for its silence is told so: " +
       std::to_string(times_told_removed_) + " times, after " + std::to_string(removals) +
       " removals");
}

void DatagramClient::check_at_end() {
  check_told_removed();
  const std::string unexplained = delivery_.unexplained();
  if (!unexplained.empty()) {
    fail("(a) every member receives the room's events and nothing else: received " + unexplained);
  }
  if (!delivery_.is_complete()) {
    fail("(a) every member is sent each message: never sent " + delivery_.next_expected());
  }
}

// -------------------------------------------------------------------------------------------- echo

EchoClient::EchoClient(Setting& setting, const Protocol& protocol, const Address& address,
                       const EchoPlan& plan)
    : Client(setting, protocol, address.to_string(), address.to_string()),
      plan_(plan),
      source_(address) {
  network().bind_client(address, this);
}

void EchoClient::start(microseconds delay) {
  world().after(delay, [this] { speak(); });
}

void EchoClient::speak() {
  if (plan_.messages == 0) return;
  --plan_.messages;
  send(make_text(plan_.longest_text));
  world().after(microseconds(world().random().between(1000, 100000)), [this] { speak(); });
}

void EchoClient::send(const std::string& text) {
  const std::string datagram = dialect().say(name(), text);
  texts_[datagram] = text;
  network().send(source_, port_for(protocol(), plan_.path), datagram);
}

// For an echo server, the server under test is a client.
void EchoClient::on_datagram(std::string_view datagram) {
  if (plan_.answers) send("[127.0.0.1:5555] " + std::string(datagram));
}

void EchoClient::on_sent(std::string_view datagram) {
  if (std::count(datagram.begin(), datagram.end(), '[') > 8) {
    return fail("no text goes back and forth without end, but this one does: '" +
                std::string(datagram) + "'");
  }
  for (const auto& [text, copies] : arrived_) {
    if (dialect().said(address(), text) != datagram) continue;
    if (++answered_[text] > copies) fail("each datagram is echoed once: '" + text + "'");
    return;
  }
  fail("an echo client is sent its own messages only: '" + std::string(datagram) + "'");
}

void EchoClient::on_entry(const Entry& entry) {
  if (entry.kind != Entry::Kind::said) return fail("an echo client is no member");
  if (++taken_[entry.text] > arrived_[entry.text]) {
    fail("(a) an echo client's message is accepted unaltered, once per copy: '" + entry.text + "'");
  }
}

}  // namespace chatlab::simulation
