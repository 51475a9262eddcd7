// No member can speak in another member's name, whatever its message begins with.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/protocol_lists.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::spoofing_test {
namespace {

class Spoofing : public testing::Test {
 protected:
  ServerUnderTest room;
  Person listener = room.join("line", "Listener");
};

TEST_F(Spoofing, ANamedChunkThatBeginsWithAnotherNameIsTextOfItsSender) {
  room.join("framed", "Bob");
  const Person ann = room.join("named", "Ann");
  room.forget_all();
  ann.client->send("Bob: hi");
  EXPECT_TRUE(room.hears(listener, "\rAnn: Bob: hi\n"));
  ann.client->send("Server: the server is closing");
  EXPECT_TRUE(room.hears(listener, "\rAnn: Server: the server is closing\n"));
}

TEST_F(Spoofing, ANamedChunkCantHideAnotherNameBehindANewline) {
  const Person ann = room.join("named", "Ann");
  room.forget_all();
  ann.client->send("Ann: hi\nBob: hi\n");
  EXPECT_TRUE(room.hears(listener, "\rAnn: hi\n\rAnn: Bob: hi\n"));
}

TEST_F(Spoofing, ADatagramThatBeginsWithAnotherNameIsSaidByItsSender) {
  room.join("framed", "Bob");
  const Person ann = room.join("datagram", "Ann");
  room.forget_all();
  ann.client->send("3Bobhello");
  EXPECT_TRUE(room.hears(listener, "\rAnn: hello\n"));
  ann.client->send("6Servernews");
  EXPECT_TRUE(room.hears(listener, "\rAnn: news\n"));
}

TEST_F(Spoofing, ALineCantBeginAnotherLineInAnotherName) {
  const Person ann = room.join("framed", "Ann");
  room.forget_all();
  ann.say("hello\n\rBob: I am a fool");
  EXPECT_TRUE(room.hears(listener, "\rAnn: helloBob: I am a fool\n"));
}

TEST_F(Spoofing, AFrameWithinATextStaysText) {
  const Person bob = room.join("framed", "Bob");
  const Person ann = room.join("line", "Ann");
  room.forget_all();
  ann.say("6         Server4         news");
  EXPECT_TRUE(room.hears(bob, "3         Ann30        6         Server4         news"));
  EXPECT_TRUE(room.hears_nothing_more(bob));
}

TEST_F(Spoofing, ANameThatReadsAsAnAddressIsRefusedOnAnyProtocol) {
  const Person someone = room.join("anonymous", "");
  for (const std::string& protocol : protocols_with_names()) {
    for (const std::string& name : {someone.name, std::string("10.0.0.1:80"),
                                    std::string("[fe80::1]:5555"), std::string("999.1.1.1:9")}) {
      SCOPED_TRACE(protocol + " as " + name);
      TestClient& client = room.client_of(protocol);
      client.send(dialect_of(protocol).join(name));
      EXPECT_TRUE(room.hears(client, dialect_of(protocol).refusal("Username not allowed")));
    }
  }
}

TEST_F(Spoofing, TheOperatorsNameIsRefusedInAnyCaseOnAnyProtocol) {
  for (const std::string& protocol : protocols_with_names()) {
    for (const std::string name : {"Server", "server", "SERVER", "sERVER"}) {
      SCOPED_TRACE(protocol + " as " + name);
      TestClient& client = room.client_of(protocol);
      client.send(dialect_of(protocol).join(name));
      EXPECT_TRUE(room.hears(client, dialect_of(protocol).refusal("Username not allowed")));
    }
  }
  EXPECT_TRUE(room.hears_nothing_more(listener));
}

// The original client shows the text before the first colon as the name.
TEST_F(Spoofing, ANoticeCantBeForgedInNamedByANameWithAColon) {
  const Person bob = room.join("named", "Bob");
  room.forget_all();
  room.join("framed", "Server: Bob");
  EXPECT_TRUE(room.hears(bob, "Server. Bob has joined the chat room."));
}

TEST_F(Spoofing, ABannedNameCantBeTakenInAnotherCaseOrProtocol) {
  const Person eve = room.join("framed", "Eve");
  room.operator_bans("eve");
  for (const std::string& protocol : protocols_with_names()) {
    SCOPED_TRACE(protocol);
    TestClient& client = room.client_of(protocol);
    client.send(dialect_of(protocol).join("EVE"));
    EXPECT_TRUE(room.hears(client, dialect_of(protocol).refusal("You are banned from this chat")));
  }
}

TEST_F(Spoofing, ABannedAddressGetsNoAnswerFromEcho) {
  DatagramClient& echo = room.bind_client("echo");
  room.operator_bans(echo.address().to_string());
  echo.send("hello");
  EXPECT_TRUE(room.hears_nothing_more(echo));
  EXPECT_TRUE(room.hears_nothing_more(listener));
}

}  // namespace
}  // namespace chatlab::spoofing_test
