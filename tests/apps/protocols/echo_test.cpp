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

// What a server decodes if its limit is 100 bytes per message.
Lines requests(const std::vector<std::string_view>& datagrams) {
  return requests_in(*protocol.make_request_decoder(max_message), datagrams);
}

// What a client decodes.
Lines replies(const std::vector<std::string_view>& datagrams) {
  return replies_in(*protocol.make_reply_decoder(), datagrams);
}

// -------------------------------------------------------------------------------------- the server

TEST(EchoServer, ReadsEachDatagramAsAMessage) {
  EXPECT_EQ(requests({"hello", "one\ntwo\n", ""}), (Lines{"say hello", "say one\ntwo\n", "say "}));
}

TEST(EchoServer, HasNeitherNamesNorAWordForLeaving) {
  for (const std::string text : {"USERNAMEAnn", "3Annhello", "exit@me", "bye", "q:quit"}) {
    EXPECT_EQ(requests({text}), Lines{"say " + text});
  }
}

TEST(EchoServer, AppliesTheLimitToEachDatagramSeparately) {
  const std::string text(max_message, 'x');
  EXPECT_EQ(requests({text, text + 'x', "hello"}),
            (Lines{"say " + text, "malformed: Message too long: at most 100 bytes are accepted",
                   "say hello"}));
}

// -------------------------------------------------------------------------------------- the client

TEST(EchoClient, AttributesADatagramWithoutAnAddressToNoMember) {
  EXPECT_EQ(replies({"hello", "You are banned from this chat"}),
            (Lines{"unattributed: hello", "unattributed: You are banned from this chat"}));
}

}  // namespace
}  // namespace chatlab::echo_test
