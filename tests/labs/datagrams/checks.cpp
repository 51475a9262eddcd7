// The checks of the lab `datagrams`: one datagram in, one request or reply out, and back.
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "apps/chat/event.hpp"
#include "apps/protocols/datagram.hpp"
#include "apps/server/recently_removed.hpp"
#include "platform/address.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab::labs {
namespace {

const std::string umlaut = "\xc3\x84";        // Ä: one character, two bytes
const std::string ellipsis = "\xe2\x80\xa6";  // one character, three bytes
const std::string banned(banned_text);
const std::string removed(removed_text);
const std::string welcome(welcome_text);
const std::string taken = "Username already taken!";

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
}

void check_too_long() {
  Sender sender;
  const std::string longest(40, 'x');
  sender.expect(longest, "say " + quoted(longest));
  sender.expect(longest + 'x', "refused: Message too long: at most 40 bytes are accepted");
  sender.expect("hello", "say \"hello\"");
}

// ------------------------------------------------------------------------------------- writing

void expect_said(const std::string& name, const std::string& expected) {
  Event event;
  event.kind = Event::Kind::said;
  event.name = name;
  event.text = "hi";
  note("written", quoted(name) + " says \"hi\"");
  expect(quoted(expected), quoted(DatagramProtocol().encode_event(event)));
}

void check_shown() {
  expect_said("Ann", "3Annhi");
  expect_said(umlaut + "nn", "3" + umlaut + "nnhi");
  expect_said("Anastasia", "9Anastasiahi");
  expect_said("Christopher", "9Christop" + ellipsis + "hi");
  std::string umlauts;
  for (int i = 0; i < 8; ++i) umlauts += umlaut;
  expect_said(umlauts + umlaut, "9" + umlauts + umlaut + "hi");
  expect_said(umlauts + umlaut + umlaut, "9" + umlauts + ellipsis + "hi");
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

// ------------------------------------------------------------------- members that were removed

Address address(std::size_t number) {
  return *Address::parse("10.0.0.1", static_cast<std::uint16_t>(1000 + number));
}

void expect_forgotten(RecentlyRemoved& list, std::size_t number, bool known) {
  const auto said = [&](bool is) {
    return address(number).to_string() + (is ? " was known" : " was not known");
  };
  expect(said(known), said(list.forget(address(number))));
}

void check_told_once() {
  RecentlyRemoved list;
  expect_forgotten(list, 1, false);
  note("added", address(1).to_string() + ", and " + address(2).to_string() + " twice");
  list.add(address(1));
  list.add(address(2));
  list.add(address(2));
  expect_forgotten(list, 2, true);
  expect_forgotten(list, 2, false);
  expect_forgotten(list, 1, true);
  expect_forgotten(list, 1, false);
}

void check_bounded() {
  RecentlyRemoved list;
  note("added", "1001 addresses, the first of them once more before the last");
  for (std::size_t i = 0; i < 1000; ++i) list.add(address(i));
  list.add(address(0));
  list.add(address(1000));
  expect_forgotten(list, 1, false);
  expect_forgotten(list, 0, true);
  expect_forgotten(list, 2, true);
  expect_forgotten(list, 1000, true);
}

constexpr Check checks[] = {
    {"requests", check_requests},
    {"characters", check_characters},
    {"no-name", check_no_name},
    {"two-digits", check_two_digits},
    {"too-long", check_too_long},
    {"shown", check_shown},
    {"answers", check_answers},
    {"repeats", check_repeats},
    {"by-server-only", check_by_server_only},
    {"joins-again", check_joins_again},
    {"told-once", check_told_once},
    {"bounded", check_bounded},
};

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  return chatlab::labs::run_checks(argc, argv, chatlab::labs::checks,
                                   std::size(chatlab::labs::checks));
}
