#include "apps/protocols/datagram.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "apps/chat/room.hpp"
#include "tests/support/protocol_testing.hpp"

namespace chatlab::datagram_test {
namespace {

const DatagramProtocol protocol;

constexpr std::size_t max_message = 100;

// What a server decodes if its limit is 100 bytes per datagram.
Lines requests(const std::vector<std::string_view>& datagrams) {
  return requests_in(*protocol.make_request_decoder(max_message), datagrams);
}

// What it decodes after Ann has joined.
Lines later_requests(std::string_view datagram) {
  return after("join Ann", requests({"USERNAMEAnn", datagram}));
}

// What it decodes after `name` has joined.
Lines requests_of(const std::string& name, const std::string& datagram) {
  return after("join " + name, requests({"USERNAME" + name, datagram}));
}

// What a client decodes.
Lines replies(const std::vector<std::string_view>& datagrams) {
  return replies_in(*protocol.make_reply_decoder(), datagrams);
}

std::string told(const std::string& name, const std::string& text) {
  return protocol.encode_event(event_of(Event::Kind::said, name, text));
}

const std::string ellipsis = "\xE2\x80\xA6";
const std::string capital_e_acute = "\xC3\x89";

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// ------------------------------------------------------------------------- decoded by the server

TEST(DatagramServer, ReadsTheNameBehindUsername) {
  EXPECT_EQ(requests({"USERNAMEAnn"}), Lines{"join Ann"});
  EXPECT_EQ(requests({"USERNAMEAnn\n"}), Lines{"join Ann"});
  EXPECT_EQ(requests({"USERNAME"}), Lines{"join "});
  EXPECT_EQ(requests({"USERNAME Ann"}), Lines{"join  Ann"});
}

TEST(DatagramServer, PassesARepeatedOrANewNameOnToTheEndpoint) {
  EXPECT_EQ(requests({"USERNAMEAnn", "USERNAMEAnn", "USERNAMEBob"}),
            (Lines{"join Ann", "join Ann", "join Bob"}));
}

TEST(DatagramServer, ReadsUsernameOnlyAtTheBeginningAndInCapitals) {
  for (const std::string text : {"username Ann", "UsernameAnn", " USERNAMEAnn", "USERNAM"}) {
    EXPECT_EQ(later_requests(text), Lines{"say " + text});
  }
  EXPECT_EQ(later_requests("3AnnUSERNAMEBob"), Lines{"say USERNAMEBob"});
}

TEST(DatagramServer, RemovesLengthAndNameOnce) {
  EXPECT_EQ(later_requests("3Ann3Annhello"), Lines{"say 3Annhello"});
}

// The original client writes the length as a decimal number, which a reader of one digit misreads.
TEST(DatagramServer, RemovesALengthOfTwoDigitsBeforeTheSendersOwnName) {
  EXPECT_EQ(requests_of("Christopher", "11Christopherhello"), Lines{"say hello"});
  EXPECT_EQ(requests_of("1234567890", "101234567890hello"), Lines{"say hello"});
}

TEST(DatagramServer, ReadsOneDigitAsTheLengthIfTheNameIsNotTheSendersOwn) {
  EXPECT_EQ(later_requests("3Bobhello"), Lines{"say hello"});
  EXPECT_EQ(later_requests("11Christopherhello"), Lines{"say Christopherhello"});
  EXPECT_EQ(requests_of("Christopher", "3Annhello"), Lines{"say hello"});
}

TEST(DatagramServer, DecodesALongNameThatWasCut) {
  EXPECT_EQ(requests_of("Christopher", "9Christop" + ellipsis + "hello"), Lines{"say hello"});
}

TEST(DatagramServer, CountsCharactersAndNotBytes) {
  const std::string name = capital_e_acute + "va";
  EXPECT_EQ(requests_of(name, "3" + name + "hello"), Lines{"say hello"});
  EXPECT_EQ(later_requests("3" + name + "hello"), Lines{"say hello"});
  EXPECT_EQ(requests_of(repeated(name, 4), "12" + repeated(name, 4) + "hello"), Lines{"say hello"});
}

TEST(DatagramServer, ReadsTheWholeDatagramAsTextIfItDoesNotBeginWithADigit) {
  for (const std::string text :
       {"hello", "Ann3hello", " 3Annhello", "-3Annhello", "0 problems", "0", ""}) {
    EXPECT_EQ(later_requests(text), Lines{"say " + text});
  }
}

TEST(DatagramServer, ReadsTheWholeDatagramAsTextIfTheDigitExceedsWhatFollows) {
  for (const std::string text : {"9hi", "5four", "1"}) {
    EXPECT_EQ(later_requests(text), Lines{"say " + text});
  }
  EXPECT_EQ(later_requests("4" + capital_e_acute + "va"), Lines{"say 4" + capital_e_acute + "va"});
  EXPECT_EQ(later_requests("4four"), Lines{"say "}) << "that much does follow";
}

TEST(DatagramServer, RemovesTheNewNameAfterTheSenderHasChangedIt) {
  EXPECT_EQ(requests({"USERNAMEAnn", "USERNAMEChristopher", "11Christopherhello"}),
            (Lines{"join Ann", "join Christopher", "say hello"}));
}

TEST(DatagramServer, LeavesByExitAtMeWithAndWithoutTheName) {
  for (const char* datagram : {"exit@me", "3Annexit@me", "exit@me\n", "3Annexit@me\r\n"}) {
    EXPECT_EQ(later_requests(datagram), Lines{"leave"}) << datagram;
  }
  EXPECT_EQ(requests_of("Christopher", "11Christopherexit@me"), Lines{"leave"});
  EXPECT_EQ(requests_of("Christopher", "9Christop" + ellipsis + "exit@me"), Lines{"leave"});
}

TEST(DatagramServer, ReadsAnythingButExactlyExitAtMeAsAMessage) {
  for (const std::string text :
       {"exit@me ", " exit@me", "Exit@me", "exit@m", "bye", "Annexit@me"}) {
    EXPECT_EQ(later_requests(text), Lines{"say " + text});
    EXPECT_EQ(later_requests("3Ann" + text), Lines{"say " + text});
  }
}

TEST(DatagramServer, DropsOneNewlineAtTheEnd) {
  EXPECT_EQ(later_requests("3Annhello\n"), Lines{"say hello"});
  EXPECT_EQ(later_requests("hello\r\n"), Lines{"say hello"});
  EXPECT_EQ(later_requests("hello\n\n"), Lines{"say hello\n"});
}

TEST(DatagramServer, KeepsTheNewlinesInsideAMessage) {
  EXPECT_EQ(later_requests("3Annone\ntwo\nthree"), Lines{"say one\ntwo\nthree"});
}

TEST(DatagramServer, AppliesTheLimitToEachDatagramSeparately) {
  const std::string text(max_message - 4, 'x');
  EXPECT_EQ(requests({"USERNAMEAnn", "3Ann" + text, "3Ann" + text + 'x', "3Annhello"}),
            (Lines{"join Ann", "say " + text,
                   "malformed: Message too long: at most 100 bytes are accepted", "say hello"}));
}

TEST(DatagramServer, DoesNotCountTheNewlineAtTheEnd) {
  const std::string text(max_message, 'x');
  EXPECT_EQ(later_requests(text + "\r\n"), Lines{"say " + text});
}

// ------------------------------------------------------------------------- encoded by the client

TEST(DatagramClient, PutsADigitAndItsNameBeforeEachMessage) {
  EXPECT_EQ(protocol.encode_message("Ann", "hello"), "3Annhello");
  EXPECT_EQ(protocol.encode_message("Christopher", "hello"), "9Christop" + ellipsis + "hello");
}

TEST(DatagramClient, LeavesByExitAtMe) {
  EXPECT_EQ(protocol.leave_word(), "exit@me");
  EXPECT_EQ(protocol.encode_leave("Ann"), "exit@me");
}

TEST(DatagramClient, PausesAfterEachMessage) {
  EXPECT_EQ(protocol.pacing().after_join, 0);
  EXPECT_GT(protocol.pacing().after_message, 0) << "UDP has no flow control";
}

// ------------------------------------------------------------------------- decoded by the client

TEST(DatagramClient, ReadsTheWordsOfARefusalAsAMessageIfAMemberSaysThem) {
  EXPECT_EQ(replies({"3AnnThe server is full"}), Lines{"Ann > The server is full"});
  EXPECT_EQ(replies({"3AnnWelcome to the server,Thanks for connecting!!"}),
            Lines{"Ann > Welcome to the server,Thanks for connecting!!"});
}

TEST(DatagramClient, ReadsAsManyCharactersOfTheNameAsTheDigitSays) {
  EXPECT_EQ(
      replies({"3Annhello", "3" + capital_e_acute + "vahello", "9Christop" + ellipsis + "hi"}),
      (Lines{"Ann > hello", capital_e_acute + "va > hello", "Christop" + ellipsis + " > hi"}));
  EXPECT_EQ(replies({"3Ann"}), Lines{"Ann > "});
}

TEST(DatagramClient, AttributesADatagramWithoutDigitAndNameToNoMember) {
  for (const std::string datagram :
       {"Connection from server has been closed", "9hi", "1", "0", "", "0hello"}) {
    EXPECT_EQ(replies({datagram}), Lines{"unattributed: " + datagram});
  }
}

TEST(DatagramClient, ReadsTheWordsOfARefusalAsTextAfterTheWelcome) {
  const std::string_view welcome = "Welcome to the server,Thanks for connecting!!";
  EXPECT_EQ(replies({"3Annhi", "The server is full"}),
            (Lines{"Ann > hi", "refused: The server is full"}))
      << "the answer to the name may come late";
  EXPECT_EQ(replies({welcome, "3Annhi", "The server is full", welcome}),
            (Lines{"welcome: Welcome to the server,Thanks for connecting!!", "Ann > hi",
                   "unattributed: The server is full",
                   "welcome: Welcome to the server,Thanks for connecting!!"}));
}

TEST(DatagramClient, EndsWhenTheServerSaysThatItIsBanned) {
  EXPECT_EQ(replies({"6ServerConnection from server has been closed"}),
            Lines{"closed: Server > Connection from server has been closed"});
  EXPECT_EQ(replies({"3EveConnection from server has been closed"}),
            Lines{"Eve > Connection from server has been closed"});
}

TEST(DatagramClient, MayJoinAgainWhenTheServerSaysThatItWasRemoved) {
  EXPECT_EQ(replies({"6ServerYou have been silent for too long and are not in the room any more"}),
            Lines{"removed: Server > You have been silent for too long and are not in the room any "
                  "more"});
  EXPECT_EQ(replies({"3EveYou have been silent for too long and are not in the room any more"}),
            Lines{"Eve > You have been silent for too long and are not in the room any more"});
}

TEST(DatagramClient, MayBeRefusedWhenItJoinsAgain) {
  EXPECT_EQ(replies({protocol.encode_welcome(), told("Server", std::string(removed_text)),
                     "Username already taken!"})
                .back(),
            "refused: Username already taken!");
}

TEST(DatagramClient, KeepsTheNewlinesInsideAMessage) {
  EXPECT_EQ(replies({"3Annone\ntwo\n"}), Lines{"Ann > one\ntwo\n"});
}

}  // namespace
}  // namespace chatlab::datagram_test
