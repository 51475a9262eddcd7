// Every registered protocol, both directions, against its dialect: the description that the tests
// have of it. A new protocol is tested here as soon as it is registered.
#include <gtest/gtest.h>

#include <memory>
#include <string>

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

  std::string encoded(Event::Kind kind, const std::string& text = {}) const {
    return protocol.encode_event(event_of(kind, "Ann", text));
  }

  const Protocol& protocol = protocol_called(GetParam());
  const Dialect& dialect = dialect_of(GetParam());
};

class EveryMemberProtocol : public EveryProtocol {};
class EveryStreamWithBoundaries : public EveryProtocol {};

const auto protocol_of = [](const auto& tested) { return tested.param; };

INSTANTIATE_TEST_SUITE_P(Protocols, EveryProtocol, testing::ValuesIn(every_protocol()),
                         protocol_of);
INSTANTIATE_TEST_SUITE_P(Protocols, EveryMemberProtocol, testing::ValuesIn(member_protocols()),
                         protocol_of);
INSTANTIATE_TEST_SUITE_P(Protocols, EveryStreamWithBoundaries,
                         testing::ValuesIn(stream_protocols_with_boundaries()), protocol_of);

// ------------------------------------------------------------------------------- what it says it
// is

TEST_P(EveryProtocol, IsRegisteredAsItsDialectDescribesIt) {
  EXPECT_EQ(protocol.transport() == Transport::udp, dialect.is_over_udp());
  EXPECT_EQ(protocol.identity() == Identity::name, !dialect.join("Ann").empty());
  EXPECT_EQ(protocol.leave_word(), dialect.typed_leave());
}

// ------------------------------------------------------------------------------------- the
// server's

TEST_P(EveryProtocol, IsWrittenByTheServerAsItsDialectDescribesIt) {
  EXPECT_EQ(protocol.encode_welcome(), dialect.welcome());
  EXPECT_EQ(encoded(Event::Kind::said, "hello"), dialect.said("Ann", "hello"));
}

TEST_P(EveryMemberProtocol, IsWrittenByTheServerAsItsDialectDescribesIt) {
  EXPECT_EQ(encoded(Event::Kind::joined), dialect.joined("Ann"));
  EXPECT_EQ(encoded(Event::Kind::left), dialect.left("Ann"));
  EXPECT_EQ(encoded(Event::Kind::left_unexpectedly), dialect.left_unexpectedly("Ann"));
  EXPECT_EQ(protocol.encode_refusal("The server is full"), dialect.refusal("The server is full"));
}

TEST_P(EveryProtocol, IsUnderstoodByTheServer) {
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

TEST_P(EveryStreamWithBoundaries, IsUnderstoodByTheServerHoweverItIsCut) {
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

// ------------------------------------------------------------------------------------- the
// client's

TEST_P(EveryProtocol, IsUnderstoodByTheClient) {
  EXPECT_EQ(replies(dialect.said("Ann", "hello")), Lines{"Ann > hello"});
  EXPECT_EQ(replies(dialect.said("Server", "news")), Lines{"Server > news"});
}

TEST_P(EveryMemberProtocol, IsUnderstoodByTheClient) {
  EXPECT_EQ(replies(dialect.joined("Ann")), Lines{"Server > " + dialect.shown_joined("Ann")});
  EXPECT_EQ(replies(dialect.left("Ann")), Lines{"Server > " + dialect.shown_left("Ann")});
  EXPECT_EQ(replies(dialect.left_unexpectedly("Ann")),
            Lines{"Server > " + dialect.shown_left_unexpectedly("Ann")});
}

TEST_P(EveryMemberProtocol, ShowsARefusalThatIsTheFirstAnswer) {
  for (const std::string reason : {"Username already taken!", "Username not allowed",
                                   "You are banned from this chat", "The server is full"}) {
    const std::unique_ptr<ReplyDecoder> decoder = protocol.make_reply_decoder();
    EXPECT_EQ(replies_in(*decoder, {dialect.refusal(reason)}), Lines{"refused: " + reason});
  }
}

TEST_P(EveryProtocol, IsWrittenByTheClientSoThatTheServerUnderstandsIt) {
  const std::string join = protocol.encode_join("Ann");
  const std::string say = protocol.encode_message("Ann", "a \"b\" \\ \xc3\xa4");
  const std::string said = "say a \"b\" \\ \xc3\xa4";
  if (dialect.join("Ann").empty()) {
    EXPECT_EQ(requests({say}), Lines{said});
    return;
  }
  EXPECT_EQ(requests({join, say, protocol.encode_leave("Ann")}),
            (Lines{"join Ann", said, "leave"}));
}

TEST_P(EveryStreamWithBoundaries, IsUnderstoodByTheClientHoweverItIsCut) {
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
