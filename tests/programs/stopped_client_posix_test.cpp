// Clients and peers that were stopped for ten minutes: no limit has expired.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "apps/protocols/protocol.hpp"
#include "tests/programs/stopped_for_long_posix.hpp"
#include "tests/support/silent_address_posix.hpp"

namespace chatlab::stopped_client_posix_test {
namespace {

class ClientStoppedForLong : public StoppedForLong {
 protected:
  // Starts a client, and welcomes it.
  ChildProcess& welcome_ann(StreamStandIn& server) {
    ChildProcess& client = start_ann("framed", server.address());
    EXPECT_TRUE(was_sent(server, frame("Ann")));
    server.send(frame(welcome));
    EXPECT_TRUE(shows(client, "connecting!!\n"));
    return client;
  }

  static std::string message_from_bob() { return frame("Bob") + frame("late words"); }

  void expect_that_all_is_accepted(ChildProcess& client, StreamStandIn& server) {
    let_limits_strike();
    EXPECT_FALSE(client.has_ended()) << client.describe();
    clock.go_on();
    server.reads = true;
    EXPECT_TRUE(wait_until([&] { return server.heard_end(); })) << client.describe();
  }
};

class PeerStoppedForLong : public StoppedForLong {
 protected:
  // Starts a peer that has received more than its output accepts, and holds the clock.
  ChildProcess& start_unread_peer() {
    const Address here = place.address();
    ChildProcess& peer = start_program(
        "chat-peer", {"--bind", here.to_string(), "--to", other.address().to_string(), "--trace"});
    EXPECT_TRUE(shows(peer, "-----Welcome to Python Chat-----\n"));
    peer.reads_output = false;
    for (const std::size_t size : {60001u, 60002u, 60003u}) {
      other.send_to(std::string(size, 'x'), here);
      EXPECT_TRUE(complains(peer, "recvmsg = " + std::to_string(size)));
    }
    clock.hold();
    return peer;
  }

  void expect_that_all_is_shown(ChildProcess& peer) {
    let_limits_strike();
    EXPECT_LT(peer.exit_status(), 0) << "it has ended";
    clock.go_on();
    peer.reads_output = true;
    EXPECT_TRUE(ends(peer, 0));
    EXPECT_GT(peer.output().size(), 180000u);
  }

  const UnusedUdpAddress place;
  DatagramStandIn& other = stand_in_over_udp();
};

// ------------------------------------------------------------------------- the client and its join

TEST_F(ClientStoppedForLong, StillWaitsForTheWelcomeOverUdp) {
  DatagramStandIn& server = stand_in_over_udp();
  ChildProcess& client = start_ann("datagram", server.address());
  ASSERT_TRUE(wait_until([&] { return !server.heard().empty(); })) << client.describe();
  stop_for_long(client);
  const std::size_t before = server.heard().size();
  EXPECT_TRUE(wait_until([&] { return server.heard().size() >= before + 2; })) << client.describe();
  server.send(welcome);
  EXPECT_TRUE(shows(client, "connecting!!\n"));
}

TEST_F(ClientStoppedForLong, StillWaitsForTheWelcomeOverTcp) {
  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess& client = start_ann("framed", server.address());
  ASSERT_TRUE(was_sent(server, frame("Ann")));
  stop_for_long(client);
  let_limits_strike();
  EXPECT_FALSE(client.has_ended()) << client.describe();
  server.send(frame(welcome));
  EXPECT_TRUE(shows(client, "connecting!!\n"));
}

TEST_F(ClientStoppedForLong, StillConnects) {
  const SilentAddress silent;
  if (silent.answers()) GTEST_SKIP() << "this system's backlog has no end";
  ChildProcess& client = start_ann("framed", silent.address());
  let_limits_strike();
  stop_for_long(client);
  let_limits_strike();
  EXPECT_FALSE(client.has_ended()) << client.describe();
}

// A server that was not stopped has removed the client meanwhile; the client joins again, and what
// its user says is not lost.
TEST_F(ClientStoppedForLong, JoinsAgainIfItWasRemovedMeanwhile) {
  start_server({"framed", "datagram"}, {"--datagram-idle", "2"});
  const Person wat = join("framed", "Wat");
  ChildProcess& client = start_ann("datagram", place("datagram"));
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  ASSERT_TRUE(shows(client, "connecting!!\n"));
  client.suspend();
  EXPECT_TRUE(hears(wat, wat.dialect->left_unexpectedly("Ann")));
  clock.jump(std::chrono::minutes(10));
  client.resume();
  client.write("back again\n");
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann"))) << client.describe();
  EXPECT_TRUE(hears(wat, wat.dialect->said("Ann", "back again")));
}

// For half a second, the client remembers what was said, in case the server has removed it before.
TEST_F(ClientStoppedForLong, RepeatsWhatAServerDidNotHearThatHadRemovedIt) {
  DatagramStandIn& server = stand_in_over_udp();
  ChildProcess& client = start_ann("datagram", server.address());
  ASSERT_TRUE(wait_until([&] { return !server.heard().empty(); })) << client.describe();
  server.send(welcome);
  ASSERT_TRUE(shows(client, "connecting!!\n"));
  clock.hold();
  clock.jump(std::chrono::minutes(10));  // so that the server may have removed the client
  client.write("hello\n");
  ASSERT_TRUE(wait_until([&] { return server.heard().back().bytes == "3Annhello"; }));
  stop_for_long(client);
  let_limits_strike();
  server.send("6Server" + std::string(removed_text));
  ASSERT_TRUE(shows(client, removed_text));
  clock.go_on();
  ASSERT_TRUE(wait_until([&] { return server.heard().back().bytes == "USERNAMEAnn"; }))
      << client.describe();
  server.send(welcome);
  EXPECT_TRUE(wait_until([&] { return server.heard().back().bytes == "3Annhello"; }))
      << client.describe();
}

// ---------------------------------------------------------------------- the client and its leaving

// The server accepts nothing: the limit is two seconds after a signal.
TEST_F(ClientStoppedForLong, StillWaitsAfterASignalForTheServerToAcceptTheRest) {
  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess& client = welcome_ann(server);
  server.reads = false;
  for (int lines = 0; lines < 400; ++lines) client.write(std::string(50000, 'x') + '\n');
  ASSERT_TRUE(is_stuck([&] { return client.unwritten(); }));
  clock.hold();
  client.interrupt();
  let_limits_strike();
  stop_for_long(client);
  expect_that_all_is_accepted(client, server);
}

// At the end of its input, it is fifteen seconds. The client must be able to read all of its input:
// so the rest is what its own system holds.
TEST_F(ClientStoppedForLong, StillWaitsAtTheEndOfItsInputForTheServerToAcceptTheRest) {
  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess& client = welcome_ann(server);
  server.reads = false;
  for (int lines = 0; lines < 8; ++lines) client.write(std::string(50000, 'x') + '\n');
  client.end_input();
  ASSERT_TRUE(wait_until([&] { return client.unwritten() == 0; })) << client.describe();
  clock.hold();
  let_limits_strike();
  stop_for_long(client);
  expect_that_all_is_accepted(client, server);
}

// The server has received everything, and is silent: the limit is two seconds.
TEST_F(ClientStoppedForLong, StillWaitsForTheServerToClose) {
  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess& client = welcome_ann(server);
  clock.hold();
  client.end_input();
  ASSERT_TRUE(wait_until([&] { return server.heard_end(); }));
  stop_for_long(client);
  let_limits_strike();
  ASSERT_FALSE(client.has_ended()) << client.describe();
  clock.go_on();
  server.send(message_from_bob());
  EXPECT_TRUE(shows(client, "late words"));
  server.close();
  EXPECT_TRUE(ends(client, 0));
}

// The server sends while the client is stopped, so it is not silent: the limits are fifteen seconds
// at the end of the input, and five after /quit.
TEST_F(ClientStoppedForLong, StillHearsAServerThatTalks) {
  for (const bool quits : {false, true}) {
    SCOPED_TRACE(quits ? "after /quit" : "at the end of its input");
    StreamStandIn& server = stand_in_over_tcp();
    ChildProcess& client = welcome_ann(server);
    clock.hold();
    quits ? client.write("/quit\n") : client.end_input();
    ASSERT_TRUE(wait_until([&] { return server.heard_end(); }));
    stop_for_long(client, [&] {
      server.send(message_from_bob());
      server.pump();
    });
    EXPECT_TRUE(shows(client, "late words"));
    let_limits_strike();
    EXPECT_FALSE(client.has_ended()) << client.describe();
    clock.go_on();
    server.close();
    EXPECT_TRUE(ends(client, 0));
  }
}

// Over UDP, the client waits for two seconds for the answer.
TEST_F(ClientStoppedForLong, StillWaitsForAnAnswerOverUdp) {
  DatagramStandIn& server = stand_in_over_udp();
  ChildProcess& client = start_client("echo", server.address(), {}, clock.setting());
  clock.hold();
  client.write("hello\n");
  client.end_input();
  ASSERT_TRUE(was_sent(server, {"hello"}));
  let_limits_strike();
  stop_for_long(client);
  let_limits_strike();
  ASSERT_FALSE(client.has_ended()) << client.describe();
  clock.go_on();
  server.send("HELLO");
  EXPECT_TRUE(ends(client, 0));
  EXPECT_NE(client.output().find("HELLO\n"), std::string::npos);
}

// After /quit, what was received must be shown in five seconds.
TEST_F(ClientStoppedForLong, StillShowsWhatItHasReceived) {
  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess& client = welcome_ann(server);
  client.reads_output = false;
  for (int i = 0; i < 10000; ++i) server.send(message_from_bob());
  ASSERT_TRUE(wait_until([&] { return server.unsent() == 0; }));
  let_limits_strike();
  clock.hold();
  client.write("/quit\n");
  ASSERT_TRUE(wait_until([&] { return server.heard_end(); })) << client.describe();
  server.close();
  let_limits_strike();
  stop_for_long(client);
  let_limits_strike();
  EXPECT_LT(client.exit_status(), 0) << "it has ended";
  clock.go_on();
  client.reads_output = true;
  EXPECT_TRUE(ends(client, 0));
}

// ---------------------------------------------------------------------------------------- the peer

// Five seconds after /quit, two after a signal.
TEST_F(PeerStoppedForLong, StillShowsAfterQuitWhatItHasReceived) {
  ChildProcess& peer = start_unread_peer();
  peer.write("/quit\n");
  EXPECT_TRUE(complains(peer, "(peer): close = 0"));
  stop_for_long(peer);
  expect_that_all_is_shown(peer);
}

TEST_F(PeerStoppedForLong, StillShowsAfterASignalWhatItHasReceived) {
  ChildProcess& peer = start_unread_peer();
  peer.interrupt();
  EXPECT_TRUE(complains(peer, "(peer): close = 0"));
  stop_for_long(peer);
  expect_that_all_is_shown(peer);
}

// ------------------------------------------------------------------------------ all programs' ends

// A named pipe that is full; see fifo(7).
class FullPipe {
 public:
  FullPipe() {
    EXPECT_EQ(::mkfifo(file_.name.c_str(), 0600), 0);
    descriptor_ = ::open(file_.name.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    const std::string page(4096, '.');
    while (::write(descriptor_, page.data(), page.size()) > 0) {
    }
  }
  ~FullPipe() { ::close(descriptor_); }
  FullPipe(const FullPipe&) = delete;
  FullPipe& operator=(const FullPipe&) = delete;

  const std::string& name() const { return file_.name; }

  // What was in it since the last call.
  std::string drain() {
    std::string all;
    char buffer[4096];
    for (;;) {
      const auto count = ::read(descriptor_, buffer, sizeof buffer);
      if (count <= 0) return all;
      all.append(buffer, static_cast<std::size_t>(count));
    }
  }

 private:
  ScratchFile file_{".fifo"};
  int descriptor_ = -1;
};

// A second is left to write to an output that accepts nothing: a trace, a capture, the last words.
TEST_F(StoppedForLong, AProgramStillWritesTheRestOfItsTrace) {
  FullPipe pipe;
  DatagramStandIn& other = stand_in_over_udp();
  ChildProcess& peer = start_program(
      "chat-peer",
      {"--bind=127.0.0.1:0", "--to", other.address().to_string(), "--trace=" + pipe.name()});
  ASSERT_TRUE(shows(peer, "-----Welcome to Python Chat-----\n"));
  clock.hold();
  peer.write("/quit\n");
  let_limits_strike();
  stop_unheard(peer);
  let_limits_strike();
  EXPECT_FALSE(peer.has_ended()) << "its trace is lost";
  std::string trace;
  EXPECT_TRUE(wait_until([&] {
    trace += pipe.drain();
    return peer.has_ended();
  })) << peer.describe();
  EXPECT_EQ(peer.exit_status(), 0);
  EXPECT_NE((trace + pipe.drain()).find("(peer): close = 0"), std::string::npos);
}

// A program that ends at a terminal discards what is still being pasted, which would be commands
// for the shell: until nothing arrives for a third of a second, for five seconds at most.
TEST_F(StoppedForLong, AProgramAtATerminalStillDiscardsAPaste) {
  DatagramStandIn& other = stand_in_over_udp();
  PtyProgram& peer = open_terminal(
      {program_path("chat-peer"), "--bind=127.0.0.1:0", "--to", other.address().to_string()},
      clock.setting().variables);
  ASSERT_TRUE(sees(peer, "\n>"));
  clock.hold();
  peer.signal(SIGTERM);
  let_limits_strike();
  peer.signal(SIGSTOP);
  clock.jump(std::chrono::minutes(10));
  peer.type("the rest of the paste\r");
  peer.signal(SIGCONT);
  let_limits_strike();
  EXPECT_EQ(peer.wait_exit(milliseconds(0)), -1) << "it has ended";
  clock.go_on();
  EXPECT_TRUE(ends(peer, 0));
}

}  // namespace
}  // namespace chatlab::stopped_client_posix_test
