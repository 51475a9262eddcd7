// The peer program, with a socket of the test as the other peer.
#include <gtest/gtest.h>

#include <string>
#include <system_error>
#include <vector>

#include "tests/support/program_testing.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::peer_test {
namespace {

const std::string greeting = "-----Welcome to Python Chat-----\n";
const std::string received = "\t\t\tReceived Message:  ";

class PeerProgram : public ProgramTest {
 protected:
  // A chat-peer at `here` that talks to `other`.
  ChildProcess& start_peer(const ChildProcess::Setting& setting = {}) {
    ChildProcess& peer = start(
        "chat-peer", {"--bind", here.to_string(), "--to", other.address().to_string()}, setting);
    EXPECT_TRUE(shows(peer, greeting));
    return peer;
  }

  const UnusedUdpAddress place;
  const Address here = place.address();
  DatagramStandIn& other = stand_in_over_udp();
};

// ----------------------------------------------------------------------------------------- talking

TEST_F(PeerProgram, SendsEachLineAsTheBareTextAndShowsWhatArrives) {
  ChildProcess& peer = start_peer();
  peer.write("hello\n\nhow are you?\r\n");
  EXPECT_TRUE(was_sent(other, {"hello", "how are you?"}));
  EXPECT_EQ(other.last(), here);
  other.send("fine");
  EXPECT_TRUE(shows(peer, received + "fine\n"));
  peer.end_input();
  EXPECT_TRUE(ends(peer, 0));
  EXPECT_EQ(peer.output(), greeting + received + "fine\n");
  EXPECT_EQ(peer.errors(), "");
}

// The original listens on one socket and sends from another.
TEST_F(PeerProgram, AcceptsDatagramsFromAnotherPortOfTheSameHost) {
  ChildProcess& peer = start_peer();
  DatagramStandIn& sender = stand_in_over_udp();
  sender.send_to("from another port", here);
  EXPECT_TRUE(shows(peer, received + "from another port\n"));
  peer.write("answer\n");
  EXPECT_TRUE(was_sent(other, {"answer"})) << "the answer goes to the port it listens on";
  EXPECT_TRUE(sender.heard().empty());
  EXPECT_EQ(peer.errors(), "");
}

TEST_F(PeerProgram, TalksToAnotherPeer) {
  const UnusedUdpAddress other_place;
  const Address there = other_place.address();
  ChildProcess& ann = start("chat-peer", {"--bind", here.to_string(), "--to", there.to_string()});
  ChildProcess& bob = start("chat-peer", {"--bind", there.to_string(), "--to", here.to_string()});
  EXPECT_TRUE(shows(ann, greeting));
  EXPECT_TRUE(shows(bob, greeting));
  ann.write("hello\n");
  EXPECT_TRUE(shows(bob, received + "hello\n"));
  bob.write("hi\n");
  EXPECT_TRUE(shows(ann, received + "hi\n"));
}

TEST_F(PeerProgram, SpeaksOverIpv6) {
  if (!has_ipv6()) GTEST_SKIP() << "this system has no ::1";
  DatagramStandIn& there = stand_in_over_udp("::1");
  const UnusedUdpAddress my_place("::1");
  const Address mine = my_place.address();
  ChildProcess& peer =
      start("chat-peer", {"--bind", mine.to_string(), "--to", there.address().to_string()});
  peer.write("hello\n");
  EXPECT_TRUE(was_sent(there, {"hello"}));
  there.send("hi");
  EXPECT_TRUE(shows(peer, received + "hi\n"));
}

TEST_F(PeerProgram, ShowsNoControlCharacters) {
  ChildProcess& peer = start_peer();
  other.send_to("\33[2Jone\r\ntwo\a\xFF\n", here);
  EXPECT_TRUE(shows(peer, received + "[2Jonetwo\xEF\xBF\xBD\n"));
}

TEST_F(PeerProgram, SendsEachLineOfAPipe) {
  ChildProcess& peer = start_peer();
  std::string input;
  std::vector<std::string> expected;
  for (int i = 0; i < 100; ++i) {
    expected.push_back("line " + std::to_string(i));
    input += expected.back() + "\n";
  }
  expected.push_back("without a newline");
  peer.write(input + expected.back());
  peer.end_input();
  EXPECT_TRUE(was_sent(other, expected));
  EXPECT_TRUE(ends(peer, 0));
}

// 65507 bytes is what an IPv4 packet has room for. RFC 768, RFC 791
TEST_F(PeerProgram, SendsALongLineInOneDatagramAndRefusesALongerOne) {
  ChildProcess& peer = start_peer();
  const std::string longest(65507, 'x');
  peer.write(longest + '\n' + longest + "y\nafter\n");
  EXPECT_TRUE(was_sent(other, {longest, "after"}));
  EXPECT_TRUE(
      complains(peer, "chat-peer: not sent: 65508 bytes, a datagram carries at most 65507\n"));
  other.send(longest);
  EXPECT_TRUE(shows(peer, received + longest + '\n'));
}

// 65527 bytes is what an IPv6 packet has room for. RFC 8200
TEST_F(PeerProgram, SendsALongerLineOverIpv6) {
  if (!has_ipv6()) GTEST_SKIP() << "this system has no ::1";
  DatagramStandIn& target = stand_in_over_udp("::1");
  ChildProcess& peer = start("chat-peer", {"--bind=[::1]:0", "--to", target.address().to_string()});
  const std::string longest(65527, 'x');
  peer.write(longest + '\n' + longest + "y\nafter\n");
  EXPECT_TRUE(was_sent(target, {longest, "after"}));
  EXPECT_TRUE(
      complains(peer, "chat-peer: not sent: 65528 bytes, a datagram carries at most 65527\n"));
}

// ------------------------------------------------------------------------------- unreachable peers

TEST_F(PeerProgram, ReportsThatTheOthersPortIsClosedAndContinues) {
  if (under_wine()) GTEST_SKIP() << "Wine does not tell that a UDP port is unreachable";
  const UnusedUdpAddress deserted;
  const Address nobody = deserted.address();
  ChildProcess& peer = start("chat-peer", {"--bind", here.to_string(), "--to", nobody.to_string()});
  peer.write("anybody there?\n");
  EXPECT_TRUE(complains(peer, "chat-peer: no program listens at " + nobody.to_string() + ": "));
  peer.write("hello?\nhello?\n");
  let_pass(milliseconds(100));
  EXPECT_EQ(lines_of(peer.errors()).size(), 1u) << "that is said once\n" << peer.describe();
  other.send_to("I am", here);
  EXPECT_TRUE(shows(peer, received + "I am\n"));
  peer.end_input();
  EXPECT_TRUE(ends(peer, 0));
}

// ----------------------------------------------------------------------------------- the questions

class PeerQuestions : public PeerProgram {
 protected:
  const std::string port = std::to_string(here.port());
  const std::string target_port = std::to_string(other.address().port());
};

TEST_F(PeerQuestions, AreThoseOfTheOriginal) {
  ChildProcess& peer = start("chat-peer", {});
  EXPECT_TRUE(complains(peer, "Enter your IP: "));
  peer.write("127.0.0.1\n");
  EXPECT_TRUE(complains(peer, "Enter your Port: "));
  peer.write(port + "\n");
  EXPECT_TRUE(complains(peer, "Enter target IP: "));
  peer.write("127.0.0.1\n");
  EXPECT_TRUE(complains(peer, "Enter target Port: "));
  EXPECT_EQ(peer.output(), "");
  peer.write(target_port + "\n");
  EXPECT_TRUE(shows(peer, greeting));
  peer.write("hello\n");
  EXPECT_TRUE(was_sent(other, {"hello"}));
  EXPECT_EQ(peer.errors(), "Enter your IP: Enter your Port: Enter target IP: Enter target Port: ");
}

TEST_F(PeerQuestions, AreAskedOnlyForWhatIsMissing) {
  ChildProcess& peer = start("chat-peer", {"--bind", here.to_string()});
  peer.write("127.0.0.1\n" + target_port + "\nhello\n");
  EXPECT_TRUE(was_sent(other, {"hello"}));
  EXPECT_TRUE(complains(peer, "Enter target IP: Enter target Port: "));
  peer.end_input();
  EXPECT_TRUE(ends(peer, 0));
  ChildProcess& again = start("chat-peer", {"--to", other.address().to_string()});
  again.write("127.0.0.1\n" + port + "\nhello again\n");
  EXPECT_TRUE(was_sent(other, {"hello", "hello again"}));
  EXPECT_TRUE(complains(again, "Enter your IP: Enter your Port: "));
}

TEST_F(PeerQuestions, AreAskedAgainIfTheAnswerIsNoAddress) {
  ChildProcess& peer = start("chat-peer", {"--bind", here.to_string()});
  peer.write("localhost\n127.0.0.1\nhttp\n70000\n" + target_port + "\nhello\n");
  EXPECT_TRUE(was_sent(other, {"hello"}));
  EXPECT_TRUE(complains(
      peer,
      "Enter target IP: chat-peer: 'localhost' is no IP address\n"
      "Enter target IP: Enter target Port: "
      "chat-peer: a port takes a number from 1 to 65535, not 'http'\nEnter target Port: "
      "chat-peer: a port takes a number from 1 to 65535, not '70000'\nEnter target Port: "));
}

TEST_F(PeerQuestions, EndWith1IfTheAnswerCantBeBound) {
  ChildProcess& peer = start("chat-peer", {"--to", other.address().to_string()});
  peer.write("127.0.0.1\n" + target_port + "\n");
  EXPECT_TRUE(ends(peer, 1));
  EXPECT_TRUE(complains(peer, "chat-peer: bind " + other.address().to_string() + ": "));
  EXPECT_EQ(peer.output(), "");
}

TEST_F(PeerQuestions, EndWith1IfTheInputEnds) {
  ChildProcess& peer = start("chat-peer", {});
  peer.write("127.0.0.1\n");
  peer.end_input();
  EXPECT_TRUE(ends(peer, 1));
  EXPECT_TRUE(complains(peer, "chat-peer: not all addresses were given\n"));
  EXPECT_EQ(peer.output(), "");
}

TEST_F(PeerQuestions, AcceptAnswersWithSpacesAroundThem) {
  ChildProcess& peer = start("chat-peer", {"--bind", here.to_string()});
  peer.write(" 127.0.0.1 \n " + target_port + "\nhello\n");
  EXPECT_TRUE(was_sent(other, {"hello"}));
}

TEST_F(PeerQuestions, EndWith0AfterQuitAndCtrlC) {
  ChildProcess& quitter = start("chat-peer", {});
  quitter.write("/quit\n");
  EXPECT_TRUE(ends(quitter, 0));
  if (under_wine()) GTEST_SKIP() << "Wine can't send Ctrl-Break here";
  ChildProcess& interrupted = start("chat-peer", {});
  EXPECT_TRUE(complains(interrupted, "Enter your IP: "));
  interrupted.interrupt();
  EXPECT_TRUE(ends(interrupted, 0));
  EXPECT_EQ(interrupted.errors(), "Enter your IP: ");
}

// ----------------------------------------------------------------------------------------- the end

TEST_F(PeerProgram, EndsWith0AfterQuitTheEndOfItsInputAndCtrlC) {
  ChildProcess& quitter = start_peer();
  quitter.write("/quit\n");
  EXPECT_TRUE(ends(quitter, 0));
  ChildProcess& without_input = start_peer({Input::null_device, {}, {}});
  EXPECT_TRUE(ends(without_input, 0));
  if (under_wine()) GTEST_SKIP() << "Wine can't send Ctrl-Break here";
  ChildProcess& interrupted = start_peer();
  interrupted.interrupt();
  EXPECT_TRUE(ends(interrupted, 0));
  ChildProcess& terminated = start_peer();
  terminated.terminate();
  EXPECT_TRUE(ends(terminated, 0));
  EXPECT_TRUE(other.heard().empty());
}

// -------------------------------------------------------------------------------------- the output

// Datagrams that can't be shown yet wait in the system's buffer, and are lost if they do not fit.
TEST_F(PeerProgram, ReceivesNoMoreThanItCanShow) {
  ChildProcess& peer = start_peer();
  peer.reads_output = false;
  const std::string text(1000, 'x');
  constexpr int sent = 20000;
  for (int i = 0; i < sent; ++i) {
    other.send_to(text, here);
    if (i % 100 == 0) let_pass(milliseconds(2));
  }
  peer.reads_output = true;
  EXPECT_TRUE(wait_until([&] {
    other.send_to("the last", here);  // again and again, as long as the buffer is full
    return peer.output().find("the last") != std::string::npos;
  }));
  EXPECT_LT(peer.output().size(), sent * text.size() / 4) << "it was kept in memory";
}

TEST_F(PeerProgram, EndsWith1WhenItsOutputHasNoReader) {
  ChildProcess& peer = start_peer();
  peer.close_output();
  other.send_to("hello", here);
  EXPECT_TRUE(ends(peer, 1));
  EXPECT_EQ(peer.errors(), "");
}

}  // namespace
}  // namespace chatlab::peer_test
