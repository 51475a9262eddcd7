// The checks of the lab `datagrams`: one datagram in, one request or reply out; then a server whose
// clients are addresses.
#include <chrono>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "apps/protocols/datagram.hpp"
#include "apps/server/datagram_endpoint.hpp"
#include "platform/address.hpp"
#include "tests/labs/machinery/played_ports.hpp"
#include "tests/labs/machinery/played_server.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {
namespace {

const std::string umlaut = "\xc3\x84";        // Ä: one character, two bytes
const std::string ellipsis = "\xe2\x80\xa6";  // one character, three bytes
const std::string banned(banned_text);
const std::string removed(removed_text);
const std::string welcome(welcome_text);
const std::string taken = "Username already taken!";
const std::string not_allowed = "Username not allowed";

std::string words(const Request& request) {
  switch (request.kind) {
    case Request::Kind::join:
      return "join " + quoted(request.text);
    case Request::Kind::say:
      return "say " + quoted(request.text);
    case Request::Kind::leave:
      return "leave";
    case Request::Kind::malformed:
      break;
  }
  return "refused: " + request.text;
}

std::string words(const Reply& reply) {
  switch (reply.kind) {
    case Reply::Kind::welcome:
      return "welcome";
    case Reply::Kind::refused:
      return "refused: " + reply.text;
    case Reply::Kind::message:
      return reply.name + " says " + quoted(reply.text);
    case Reply::Kind::unattributed:
      return "unattributed " + quoted(reply.text);
    case Reply::Kind::closed:
      return "closed";
    case Reply::Kind::removed:
      return "removed";
    case Reply::Kind::malformed:
      break;
  }
  return "malformed";
}

// The server's decoder for one sender, or the client's: each datagram is one request or reply.
template <typename Decoder, typename Found>
void expect_from(Decoder& decoder, const std::string& datagram, const std::string& expected) {
  note("datagram", quoted(datagram));
  expecting(expected);
  decoder.feed(datagram);
  Found found;
  came(decoder.next(found) ? words(found) : "nothing");
  expecting("no second one in the same datagram");
  came(decoder.next(found) ? words(found) : "no second one in the same datagram");
}

class Sender {
 public:
  void expect(const std::string& datagram, const std::string& expected) {
    expect_from<RequestDecoder, Request>(*decoder_, datagram, expected);
  }

 private:
  std::unique_ptr<RequestDecoder> decoder_ = DatagramProtocol().make_request_decoder(40);
};

class Receiver {
 public:
  void expect(const std::string& datagram, const std::string& expected) {
    expect_from<ReplyDecoder, Reply>(*decoder_, datagram, expected);
  }

 private:
  std::unique_ptr<ReplyDecoder> decoder_ = DatagramProtocol().make_reply_decoder();
};

// ------------------------------------------------------------------------------ the server reads

void check_requests() {
  Sender ann;
  ann.expect("USERNAMEAnn", "join \"Ann\"");
  ann.expect("3Annhello", "say \"hello\"");
  ann.expect("3Ann", "say \"\"");
  ann.expect("3Annexit@me", "leave");
  ann.expect("exit@me", "leave");
  ann.expect("3Ann3Ann", "say \"3Ann\"");
  Sender early;
  early.expect("3Annbefore the join", "say \"before the join\"");
  early.expect("USERNAME", "join \"\"");
}

void check_characters() {
  Sender sender;
  sender.expect("3" + umlaut + "nnhello", "say \"hello\"");
  sender.expect("1" + umlaut, "say \"\"");
  Receiver receiver;
  receiver.expect(welcome, "welcome");
  receiver.expect("2" + umlaut + umlaut + "hi", umlaut + umlaut + " says \"hi\"");
}

void check_no_name() {
  Sender sender;
  for (const char* text : {"hello", "", "0hello", "5Ann", "9", ":Ann", "-1Ann", "/x"})
    sender.expect(text, "say " + quoted(text));
}

void check_two_digits() {
  Sender old;
  old.expect("USERNAMEChristopher", "join \"Christopher\"");
  old.expect("11Christopherhello", "say \"hello\"");
  old.expect("9Christop" + ellipsis + "hello", "say \"hello\"");
  note("then", "the same sender takes another name");
  old.expect("USERNAME1Ann", "join \"1Ann\"");
  old.expect("41Annhello", "say \"hello\"");
  old.expect("11Christopherhello", "say \"Christopherhello\"");
  note("then", "a name with eleven characters, and more bytes than that");
  old.expect("USERNAMEChristoph" + umlaut + "r", "join \"Christoph\\xc3\\x84r\"");
  old.expect("11Christoph" + umlaut + "rhello", "say \"hello\"");
}

void check_too_long() {
  Sender sender;
  const std::string longest(40, 'x');
  sender.expect(longest, "say " + quoted(longest));
  sender.expect(longest + 'x', "refused: Message too long: at most 40 bytes are accepted");
  sender.expect("hello", "say \"hello\"");
  note("then", "the limit is one for whole datagrams, names and joins included");
  sender.expect("3Ann" + longest, "refused: Message too long: at most 40 bytes are accepted");
  sender.expect("USERNAME" + longest, "refused: Message too long: at most 40 bytes are accepted");
  sender.expect("USERNAME" + std::string(32, 'x'), "join " + quoted(std::string(32, 'x')));
}

// ------------------------------------------------------------------------------ the client reads

void check_answers() {
  Receiver ann;
  ann.expect(taken, "refused: " + taken);
  ann.expect(welcome, "welcome");
  ann.expect("3Bobhello", "Bob says \"hello\"");
  ann.expect("6ServerBob joined the conversation", "Server says \"Bob joined the conversation\"");
  ann.expect("the tail of something", "unattributed \"the tail of something\"");
}

void check_repeats() {
  Receiver ann;
  ann.expect("3Bobearlier than the welcome", "Bob says \"earlier than the welcome\"");
  ann.expect(welcome, "welcome");
  ann.expect(welcome, "welcome");
  ann.expect("3Bobhello", "Bob says \"hello\"");
  ann.expect("3Bobhello", "Bob says \"hello\"");
  ann.expect(welcome, "welcome");
  note("then", "a refusal comes late: it answered an earlier datagram");
  ann.expect(taken, "unattributed " + quoted(taken));
  ann.expect("3Bobhello", "Bob says \"hello\"");
}

void check_by_server_only() {
  Receiver ann;
  ann.expect(welcome, "welcome");
  ann.expect("3Bob" + removed, "Bob says " + quoted(removed));
  ann.expect("3Bob" + banned, "Bob says " + quoted(banned));
  ann.expect(banned, "unattributed " + quoted(banned));
  ann.expect("6Serverhello", "Server says \"hello\"");
  ann.expect("6Server" + banned, "closed");
}

void check_joins_again() {
  Receiver ann;
  ann.expect(welcome, "welcome");
  ann.expect("6Server" + removed, "removed");
  ann.expect(taken, "refused: " + taken);
  ann.expect(welcome, "welcome");
  ann.expect(taken, "unattributed " + quoted(taken));
}

// ------------------------------------------------------------------------------------ the server

// The room is congested when 16 KiB are unsent, and a share of what may be caused then is 1 KiB.
Limits small_limits() {
  Limits limits;
  limits.datagram_idle = std::chrono::seconds(60);
  limits.max_backlog = 64 * 1024;
  return limits;
}

// A member over TCP that does not read while it `is_behind`: then the room is congested.
class SlowReader : public Participant {
 public:
  explicit SlowReader(Backpressure& backpressure) : backpressure_(backpressure) {}
  ~SlowReader() override { backpressure_.forget(*this); }

  void set(bool is_behind) {
    unsent_ = is_behind ? 20000 : 0;
    backpressure_.on_backlog(*this);
  }

  void on_hold(bool) override {}
  std::size_t backlog() const override { return unsent_; }
  TimePoint last_progress() const override { return now(); }
  void try_to_send() override {}
  void on_too_slow(std::string_view) override {}

 private:
  Backpressure& backpressure_;
  std::size_t unsent_ = 0;
};

// A server whose members may be silent for 60 s, and its clients: A, B and C are addresses, of
// which A and B are on one machine.
class Host {
 public:
  Host()
      : server_(small_limits()),
        encoding_(protocol_),
        endpoint_(server_.context(), encoding_, Address()),
        slow_reader_(server_.context().backpressure) {}
  ~Host() { server_.context().room.close(); }

  // `client` sends this datagram, and what the server sends then is expected, in order:
  // `A gets "3Bobhello", B gets "3Bobhello"`.
  void expect(char client, const std::string& datagram, const std::string& expected) {
    note("from", client + (" " + quoted(datagram)));
    expecting(expected);
    arrive(datagram, address(client));
    server_.serve();
    came(sent());
  }
  void expect_unreachable(char client, const std::string& expected) {
    note("given", std::string("the port of ") + client + " is unreachable");
    expecting(expected);
    report_unreachable(address(client));
    server_.serve();
    came(sent());
  }
  void expect_banned(const std::string& name, const std::string& expected) {
    note("given", "the operator bans " + name);
    expecting(expected);
    server_.context().room.ban(name);
    server_.serve();
    came(sent());
  }
  void expect_after(std::chrono::seconds time, const std::string& expected) {
    note("time", count_of(static_cast<std::size_t>(time.count()), "second") + " pass");
    expecting(expected);
    server_.let_pass(time);
    server_.serve();
    came(sent());
  }
  void let_pass(std::chrono::seconds time) {
    note("time", count_of(static_cast<std::size_t>(time.count()), "second") + " pass");
    server_.let_pass(time);
    server_.serve();
    collect_sent();
  }
  void joins(char client, const std::string& name) {
    note("given", client + (" joins as " + name));
    arrive("USERNAME" + name, address(client));
    server_.serve();
    collect_sent();
  }
  void expect_members(const std::string& expected) {
    expecting("members: " + expected);
    std::string names;
    for (const Member* member : server_.context().room.members())
      names += (names.empty() ? "" : ", ") + member->name();
    came("members: " + (names.empty() ? "none" : names));
  }
  void expect_facts(const std::string& name, const std::string& expected) {
    expecting(name + ": " + expected);
    const Member* member = server_.context().room.find(name);
    if (member == nullptr) fail(name + " is no member");
    const MemberFacts facts = member->facts();
    came(name + ": " + count_of(facts.messages, "message") + ", here for " +
         count_of(facts.seconds_here, "second"));
  }
  void expect_dropped(const std::string& expected) {
    expecting("counted as dropped so far: " + expected);
    came("counted as dropped so far: " +
         count_of(server_.context().statistics.datagrams_unwanted, "datagram"));
  }
  // The log since the last call must contain a line that ends like this.
  void expect_logged(const std::string& expected) {
    expecting("logged: ..." + expected);
    const std::string log = collect_log() + '\n';
    if (log.find(expected + '\n') == std::string::npos) fail("logged: " + quoted(log));
  }
  // The endpoint is told to forget a member, twice, as if functions of the member were on the
  // stack.
  void expect_forgotten(const std::string& name) {
    note("given", name + " leaves the room, and is handed to forget()");
    expecting("the member exists until the end of the turn");
    auto& member = dynamic_cast<DatagramMember&>(*server_.context().room.find(name));
    server_.context().room.leave(member, Departure::by_own_word);
    endpoint_.forget(member);
    const std::string source = member.source().to_string();
    if (member.address() != source) fail("it is destroyed already");
    note("then", "to forget() once more, which has no effect");
    endpoint_.forget(member);
    server_.serve();
    collect_sent();
  }
  void congest(bool is_congested) {
    note("given", is_congested ? "a member over TCP is too slow: the room is congested"
                               : "the slow member has caught up: the congestion ends");
    slow_reader_.set(is_congested);
  }
  // As operator new does when there is no more memory.
  static void use_memory_reserve() {
    note("given", "memory is short: the reserve is in use");
    std::get_new_handler()();
  }
  void expect_timers(const std::string& expected) {
    labs::expect("running: " + expected,
                 "running: " + count_of(server_.context().reactor.timers().size(), "timer"));
  }

 private:
  static Address address(char client) {
    const std::map<char, std::pair<const char*, std::uint16_t>> all = {
        {'A', {"10.0.0.1", 1001}}, {'B', {"10.0.0.1", 1002}}, {'C', {"10.0.0.2", 1001}}};
    return *Address::parse(all.at(client).first, all.at(client).second);
  }
  static std::string sent() {
    std::string text;
    for (const SentDatagram& each : collect_sent()) {
      const bool is_a = each.to == address('A');
      const std::string to = is_a ? "A" : each.to == address('B') ? "B" : "C";
      text += (text.empty() ? "" : ", ") + to + " gets " + quoted(each.bytes);
    }
    return text.empty() ? "nothing is sent" : text;
  }

  PlayedServer server_;
  DatagramProtocol protocol_;
  SharedEncoding encoding_;
  DatagramEndpoint endpoint_;
  SlowReader slow_reader_;
};

std::string gets(char client, const std::string& datagram) {
  return client + (" gets " + quoted(datagram));
}

std::string notice(const std::string& text) {
  return "6Server" + text;
}

void check_by_address() {
  Host host;
  host.expect('A', "USERNAMEAnn", gets('A', welcome));
  host.expect('B', "USERNAMEBob",
              gets('B', welcome) + ", " + gets('A', notice("Bob joined the conversation")));
  host.expect('A', "3Annhello", gets('B', "3Annhello"));
  note("then", "a datagram with the name of another member");
  host.expect('A', "3Bobhi", gets('B', "3Annhi"));
  note("then", "a stranger, from another machine");
  host.expect('C', "3Annhello", "nothing is sent");
  host.expect('C', "exit@me", "nothing is sent");
  host.expect_dropped("2 datagrams");
  host.expect('C', "USERNAMEAnn", gets('C', taken));
  host.expect('C', "USERNAME", gets('C', not_allowed));
  host.expect('A', "exit@me", gets('B', notice("Ann left the conversation")));
  host.expect('A', "3Annhello", "nothing is sent");
  host.expect('C', "USERNAMEAnn",
              gets('C', welcome) + ", " + gets('B', notice("Ann joined the conversation")));
  host.expect_members("Bob, Ann");
}

void check_join_twice() {
  Host host;
  host.joins('B', "Bob");
  host.joins('A', "Ann");
  host.expect_after(std::chrono::seconds(5), "nothing is sent");
  host.expect('A', "hello", gets('B', "3Annhello"));
  host.expect('A', "USERNAMEAnn", gets('A', welcome));
  host.expect('A', "USERNAMEann", gets('A', welcome));
  host.expect_facts("Ann", "1 message, here for 5 seconds");
  host.expect('A', "USERNAMEAnna",
              gets('B', notice("Ann left the conversation")) + ", " + gets('A', welcome) + ", " +
                  gets('B', notice("Anna joined the conversation")));
  host.expect_members("Bob, Anna");
  host.expect_facts("Anna", "0 messages, here for 0 seconds");
  host.expect('A', "USERNAMEBob",
              gets('B', notice("Anna left the conversation")) + ", " + gets('A', taken));
  host.expect_members("Bob");
  host.expect('A', "3Bobhello", "nothing is sent");
}

// Three who fall silent one after the other, 10 s apart.
void expect_silence_of(Host& host, const std::string& clients) {
  using std::chrono::seconds;
  const std::map<char, std::string> names = {{'A', "Ann"}, {'B', "Bob"}, {'C', "Cee"}};
  for (const char client : clients) {
    host.joins(client, names.at(client));
    host.let_pass(seconds(10));
  }
  host.expect_after(seconds(29), "nothing is sent");
  int until_next = 1;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    std::string expected = gets(clients[i], notice(removed));
    for (const char other : clients.substr(i + 1))
      expected +=
          ", " + gets(other, notice(names.at(clients[i]) + " left the conversation unexpectedly"));
    host.expect_after(seconds(until_next), expected);
    until_next = 10;
  }
}

void check_idle() {
  using std::chrono::seconds;
  Host host;
  host.joins('A', "Ann");
  host.expect_after(seconds(10), "nothing is sent");
  host.joins('B', "Bob");
  host.expect('C', "3Ceehello", "nothing is sent");
  host.expect_after(seconds(40), "nothing is sent");
  host.expect('A', "hello", gets('B', "3Annhello"));
  host.expect_after(seconds(19), "nothing is sent");
  host.expect_after(seconds(1), gets('B', notice(removed)) + ", " +
                                    gets('A', notice("Bob left the conversation unexpectedly")));
  host.expect_logged("silent for 60 seconds");
  host.expect_after(seconds(39), "nothing is sent");
  host.expect_after(seconds(1), gets('A', notice(removed)));
  host.expect_members("none");
  host.expect_timers("0 timers");
  note("then", "two who fall silent at once");
  host.joins('A', "Ann");
  host.joins('B', "Bob");
  host.let_pass(seconds(60));
  host.expect_members("none");
  note("then", "three, one after the other");
  expect_silence_of(host, "ABC");
  note("then", "the other way round");
  expect_silence_of(host, "CBA");
}

void check_told_once() {
  using std::chrono::seconds;
  Host host;
  host.joins('A', "Ann");
  host.joins('B', "Bob");
  host.expect('B', "exit@me", gets('A', notice("Bob left the conversation")));
  host.expect_after(seconds(60), gets('A', notice(removed)));
  host.expect('A', "3Annhello", gets('A', notice(removed)));
  host.expect('A', "3Annhello", "nothing is sent");
  host.expect('B', "3Bobhello", "nothing is sent");
  host.expect('C', "3Ceehello", "nothing is sent");
  host.expect_dropped("4 datagrams");
  note("then", "a removed member joins again before it says something, and leaves");
  host.joins('A', "Ann");
  host.expect_after(seconds(60), gets('A', notice(removed)));
  host.expect('A', "USERNAMEAnn", gets('A', welcome));
  host.expect('A', "exit@me", "nothing is sent");
  host.expect('A', "3Annhello", "nothing is sent");
}

void check_unreachable() {
  Host host;
  host.joins('A', "Ann");
  host.joins('B', "Bob");
  host.expect_unreachable('C', "nothing is sent");
  host.expect_unreachable('B', gets('A', notice("Bob left the conversation unexpectedly")));
  host.expect_logged("its port is unreachable");
  host.expect_members("Ann");
  host.expect_unreachable('B', "nothing is sent");
  host.expect('B', "USERNAMEBob",
              gets('B', welcome) + ", " + gets('A', notice("Bob joined the conversation")));
}

void check_forgotten() {
  Host host;
  host.joins('A', "Ann");
  host.joins('B', "Bob");
  host.expect_banned("Bob", gets('A', notice("Bob left the conversation unexpectedly")) + ", " +
                                gets('B', notice(banned)));
  host.expect('B', "3Bobhello", "nothing is sent");
  host.expect('B', "USERNAMEBob", gets('B', "You are banned from this chat"));
  host.expect('B', "USERNAMEBen",
              gets('B', welcome) + ", " + gets('A', notice("Ben joined the conversation")));
  host.expect_forgotten("Ben");
  host.expect('B', "3Benhello", "nothing is sent");
  host.expect_members("Ann");
}

// A change of the name costs each other member two notices, about 140 bytes.
void check_overload() {
  Host host;
  host.joins('B', "Bob");
  host.joins('A', "Ann0");
  host.congest(true);
  for (int i = 1; i <= 7; ++i) {
    const std::string before = "Ann" + std::to_string(i - 1);
    const std::string after = "Ann" + std::to_string(i);
    host.expect('A', "USERNAME" + after,
                gets('B', notice(before + " left the conversation")) + ", " + gets('A', welcome) +
                    ", " + gets('B', notice(after + " joined the conversation")));
  }
  note("then", "the endpoint's share is used up");
  host.expect('A', "USERNAMEAnn8", "nothing is sent");
  host.expect('C', "USERNAMECee", "nothing is sent");
  host.expect_dropped("2 datagrams");
  host.expect('A', "USERNAMEAnn7", gets('A', welcome));
  host.expect('A', "hello", gets('B', "4Ann7hello"));
  host.expect_members("Bob, Ann7");
  host.congest(false);
  Host::use_memory_reserve();
  host.expect('C', "USERNAMECee", "nothing is sent");
  host.expect_logged("out of memory");
  host.expect_dropped("3 datagrams");
  host.expect('A', "hello", gets('B', "4Ann7hello"));
}

constexpr Check checks[] = {
    {"requests", check_requests},       {"characters", check_characters},
    {"no-name", check_no_name},         {"two-digits", check_two_digits},
    {"too-long", check_too_long},       {"answers", check_answers},
    {"repeats", check_repeats},         {"by-server-only", check_by_server_only},
    {"joins-again", check_joins_again}, {"by-address", check_by_address},
    {"join-twice", check_join_twice},   {"idle", check_idle},
    {"told-once", check_told_once},     {"unreachable", check_unreachable},
    {"forgotten", check_forgotten},     {"overload", check_overload},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
