#include "apps/protocols/echo.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/protocol_testing.hpp"

namespace chatlab::echo_test {
namespace {

const EchoProtocol protocol;

constexpr std::size_t max_message = 100;

// What a server understands that has a limit of 100 bytes a message.
Lines requests(const std::vector<std::string_view>& datagrams) {
  return requests_in(*protocol.make_request_decoder(max_message), datagrams);
}

// What a client understands.
Lines replies(const std::vector<std::string_view>& datagrams) {
  return replies_in(*protocol.make_reply_decoder(), datagrams);
}

TEST(Echo, IsCalledEchoAndLivesAtUdpPort5555) {
  EXPECT_EQ(protocol.name(), "echo");
  EXPECT_EQ(protocol.transport(), Transport::udp);
  EXPECT_EQ(protocol.default_port(), 5555);
}

TEST(Echo, KeepsMessagesApartAndKnowsNoMembers) {
  EXPECT_TRUE(protocol.has_boundaries());
  EXPECT_EQ(protocol.identity(), Identity::none);
}

// -------------------------------------------------------------------------------------- the server

TEST(EchoServer, TakesEachDatagramForAMessage) {
  EXPECT_EQ(requests({"hello", "one\ntwo\n", ""}), (Lines{"say hello", "say one\ntwo\n", "say "}));
}

TEST(EchoServer, KnowsNeitherNamesNorWordsForLeaving) {
  for (const std::string text : {"USERNAMEAnn", "3Annhello", "exit@me", "bye", "q:quit"}) {
    EXPECT_EQ(requests({text}), Lines{"say " + text});
  }
}

TEST(EchoServer, HoldsEachDatagramToTheLimitByItself) {
  const std::string text(max_message, 'x');
  EXPECT_EQ(requests({text, text + 'x', "hello"}),
            (Lines{"say " + text, "malformed: Message too long: at most 100 bytes are accepted",
                   "say hello"}));
}

TEST(EchoServer, AnswersWithTheAddressInBracketsBeforeTheText) {
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "192.0.2.7:5555", "hello")),
            "[192.0.2.7:5555] hello");
  EXPECT_EQ(protocol.encode_event(event_of(Event::Kind::said, "[2001:db8::1]:5555", "hello")),
            "[[2001:db8::1]:5555] hello");
}

TEST(EchoServer, DoesNotWelcome) {
  EXPECT_EQ(protocol.encode_welcome(), "");
}

// -------------------------------------------------------------------------------------- the client

TEST(EchoClient, SendsNoNameButTheBareText) {
  EXPECT_EQ(protocol.encode_join("Ann"), "");
  EXPECT_EQ(protocol.encode_message("Ann", "hello"), "hello");
}

TEST(EchoClient, HasNoWordForLeaving) {
  EXPECT_EQ(protocol.leave_word(), "");
  EXPECT_EQ(protocol.encode_leave("Ann"), "");
}

TEST(EchoClient, IsUnderstoodByTheServer) {
  EXPECT_EQ(requests({protocol.encode_message("", " a b\tc")}), Lines{"say  a b\tc"});
}

TEST(EchoClient, AttributesADatagramWithoutAnAddressToNobody) {
  EXPECT_EQ(replies({"hello", "You are banned from this chat"}),
            (Lines{"unattributed: hello", "unattributed: You are banned from this chat"}));
}

TEST(EchoClient, HearsTheAddressAndTheTextThatTheServerTold) {
  for (const std::string address : {"192.0.2.7:5555", "[2001:db8::1]:5555", "[fe80::1%2]:80"}) {
    for (const std::string text : {"hello", " [Ann] hi ", "caf\xC3\xA9\t"}) {
      const Event event = event_of(Event::Kind::said, address, text);
      EXPECT_EQ(replies({protocol.encode_event(event)}), Lines{address + " > " + text});
    }
  }
}

}  // namespace
}  // namespace chatlab::echo_test
