// Every registered protocol, in both directions, is compared with its dialect, the tests' own
// description of it. A new protocol is tested here as soon as it is registered.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/dialects.hpp"
#include "tests/support/protocol_lists.hpp"
#include "tests/support/protocol_testing.hpp"

namespace chatlab::every_protocol_test {
namespace {

constexpr std::size_t max_message = 1000;

class EveryProtocol : public testing::TestWithParam<std::string> {
 protected:
  // What the server finds in the pieces.
  Lines requests(const std::vector<std::string_view>& pieces) const {
    return requests_in(*protocol.make_request_decoder(max_message), pieces);
  }

  // What the client finds in `bytes`, after a welcome if there is one.
  Lines replies(const std::string& bytes) const {
    const std::string welcome = dialect.welcome();
    const std::unique_ptr<ReplyDecoder> decoder = protocol.make_reply_decoder();
    if (welcome.empty()) return replies_in(*decoder, {bytes});
    return after("welcome: " + dialect.shown_welcome(), replies_in(*decoder, {welcome, bytes}));
  }

  std::string encoded(Event::Kind kind, const std::string& name, const std::string& text = {}) {
    return protocol.encode_event(event_of(kind, name, text));
  }

  const Protocol& protocol = protocol_called(GetParam());
  const Dialect& dialect = dialect_of(GetParam());
};

class EveryMemberProtocol : public EveryProtocol {};
class EveryStreamWithBoundaries : public EveryProtocol {};

// Names of every kind: with delimiters of some protocol, long and short, addresses, the operator.
const std::vector<std::string> names = {"Ann",
                                        "Ann Lee",
                                        "a:b",
                                        "[x] y",
                                        "1",
                                        "Alexander",
                                        "Alexandria",
                                        "\xC3\x89va",
                                        "\xC3\x89\xC3\x89\xC3\x89\xC3\x89\xC3\x89"
                                        "12345",
                                        "\xF0\x9F\x99\x82",
                                        "192.0.2.7:5555",
                                        "[2001:db8::1]:5555",
                                        "Server"};

// Texts that look like parts of some protocol.
const std::vector<std::string> texts = {
    "hello",          " Bob: hi ", "a] b",   "\tcaf\xC3\xA9 \xE2\x82\xAC",
    "5         x",    "3Annhello", "7 days", "exit@me?",
    "[Bob] \"hi\" \\"};

// Names that a client may have, none of them an address.
const std::vector<std::string> client_names = {"Ann",        "1Ann",        "Christopher",
                                               "\xC3\x89va", "12345678901", "a:b"};

const auto protocol_of = [](const auto& tested) { return tested.param; };

INSTANTIATE_TEST_SUITE_P(Protocols, EveryProtocol, testing::ValuesIn(every_protocol()),
                         protocol_of);
INSTANTIATE_TEST_SUITE_P(Protocols, EveryMemberProtocol, testing::ValuesIn(member_protocols()),
                         protocol_of);
INSTANTIATE_TEST_SUITE_P(Protocols, EveryStreamWithBoundaries,
                         testing::ValuesIn(stream_protocols_with_boundaries()), protocol_of);

// ---------------------------------------------------------------------------------- its properties

TEST_P(EveryProtocol, HasThePropertiesThatItsDialectDescribes) {
  EXPECT_EQ(protocol.transport() == Transport::udp, dialect.is_over_udp());
  EXPECT_EQ(protocol.identity() == Identity::name, !dialect.join("Ann").empty());
  EXPECT_EQ(protocol.leave_word(), dialect.typed_leave());
}

// -------------------------------------------------------------------------------------- the server

TEST_P(EveryProtocol, EncodesWhatItsDialectDescribes) {
  EXPECT_EQ(protocol.encode_welcome(), dialect.welcome());
  for (const std::string& name : names) {
    for (const std::string& text : texts) {
      EXPECT_EQ(encoded(Event::Kind::said, name, text), dialect.said(name, text));
    }
  }
}

TEST_P(EveryMemberProtocol, EncodesNoticesAndRefusalsAsItsDialectDescribesThem) {
  for (const std::string& name : names) {
    EXPECT_EQ(encoded(Event::Kind::joined, name), dialect.joined(name));
    EXPECT_EQ(encoded(Event::Kind::left, name), dialect.left(name));
    EXPECT_EQ(encoded(Event::Kind::left_unexpectedly, name), dialect.left_unexpectedly(name));
  }
  for (const std::string reason : {"The server is full", "Message too long: at most 5 bytes"}) {
    EXPECT_EQ(protocol.encode_refusal(reason), dialect.refusal(reason));
  }
}

TEST_P(EveryProtocol, DecodesTheRequestsThatItsDialectDescribes) {
  const std::string join = dialect.join("Ann");
  const std::string say = dialect.say("Ann", "hello");
  const std::string leave = dialect.leave("Ann");
  if (join.empty()) {
    EXPECT_EQ(requests({say}), Lines{"say hello"});
    return;
  }
  EXPECT_EQ(requests({join, say}), (Lines{"join Ann", "say hello"}));
  EXPECT_EQ(requests({join, leave}), (Lines{"join Ann", "leave"}));
}

// The room cleans texts; a decoder passes them on as they came.
TEST_P(EveryProtocol, DecodesInvalidUtf8AndControlCharactersUnchanged) {
  if (!dialect.carries_any_bytes()) return;
  const std::string text = "\xFF\xC3(\33[2J\x7F.";
  const Lines lines = requests({dialect.join("Ann"), dialect.say("Ann", text)});
  EXPECT_EQ(lines.back(), "say " + text);
}

TEST_P(EveryStreamWithBoundaries, DecodesTheSameRequestsHoweverTheStreamIsCut) {
  const std::string join = dialect.join("Ann");
  const std::string talk =
      dialect.say("Ann", "one") + dialect.say("Ann", "t\xc3\xa4o") + dialect.leave("Ann");
  const Lines expected = {"join Ann", "say one", "say t\xc3\xa4o", "leave"};
  const std::string whole = join + talk;
  if (!dialect.name_ends_with_its_chunk()) {
    for (const auto& pieces : all_cuts_in_three(whole)) EXPECT_EQ(requests(pieces), expected);
    EXPECT_EQ(requests(byte_by_byte(whole)), expected);
    return;
  }
  for (auto pieces : all_cuts_in_three(talk)) {
    pieces.insert(pieces.begin(), join);
    EXPECT_EQ(requests(pieces), expected);
  }
}

// -------------------------------------------------------------------------------------- the client

TEST_P(EveryProtocol, DecodesTheMessagesThatItsDialectDescribes) {
  for (const std::string& name : names) {
    for (const std::string& text : texts) {
      EXPECT_EQ(replies(dialect.said(name, text)), Lines{dialect.shown_name(name) + " > " + text});
    }
  }
}

TEST_P(EveryMemberProtocol, DecodesTheNoticesThatItsDialectDescribes) {
  for (const std::string& name : names) {
    EXPECT_EQ(replies(dialect.joined(name)), Lines{"Server > " + dialect.shown_joined(name)});
    EXPECT_EQ(replies(dialect.left(name)), Lines{"Server > " + dialect.shown_left(name)});
    EXPECT_EQ(replies(dialect.left_unexpectedly(name)),
              Lines{"Server > " + dialect.shown_left_unexpectedly(name)});
  }
}

TEST_P(EveryMemberProtocol, ShowsARefusalThatIsTheFirstAnswer) {
  for (const std::string reason : {"Username already taken!", "Username not allowed",
                                   "You are banned from this chat", "The server is full"}) {
    const std::unique_ptr<ReplyDecoder> decoder = protocol.make_reply_decoder();
    EXPECT_EQ(replies_in(*decoder, {dialect.refusal(reason)}), Lines{"refused: " + reason});
  }
}

TEST_P(EveryProtocol, EncodesRequestsThatTheServerUnderstands) {
  for (const std::string& name : client_names) {
    for (const std::string& text : texts) {
      const std::string say = protocol.encode_message(name, text);
      if (dialect.join(name).empty()) {
        EXPECT_EQ(protocol.encode_join(name) + protocol.encode_leave(name), "");
        EXPECT_EQ(requests({say}), Lines{"say " + text});
        continue;
      }
      EXPECT_EQ(requests({protocol.encode_join(name), say, protocol.encode_leave(name)}),
                (Lines{"join " + name, "say " + text, "leave"}));
    }
  }
}

TEST_P(EveryStreamWithBoundaries, DecodesTheSameRepliesHoweverTheStreamIsCut) {
  const std::string whole = dialect.welcome() + dialect.joined("Ann") +
                            dialect.said("Ann", "h\xc3\xa4llo") + dialect.left("Ann");
  const Lines expected = replies_in(*protocol.make_reply_decoder(), {whole});
  EXPECT_EQ(expected.size(), 4u);
  for (const auto& pieces : all_cuts_in_three(whole)) {
    EXPECT_EQ(replies_in(*protocol.make_reply_decoder(), pieces), expected);
  }
}

}  // namespace
}  // namespace chatlab::every_protocol_test
