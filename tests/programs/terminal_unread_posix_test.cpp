// Output that is not read, as after Ctrl-S, and disks that are full: the programs go on.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/keys.hpp"
#include "tests/support/terminal_testing_posix.hpp"

namespace chatlab::terminal_unread_posix_test {
namespace {

class UnreadTerminalPosix : public TerminalPosix {
 protected:
  // A server whose terminal is not read, and the members of its room.
  struct UnreadServer {
    PtyProgram& terminal;
    Person ann;
    Person bob;
  };

  UnreadServer open_unread_server(const Arguments& more = {}) {
    std::vector<std::string> command = {program_path("chat-server"), "--listen=framed:0"};
    command.insert(command.end(), more.begin(), more.end());
    PtyProgram& terminal = open_terminal(command, {}, 100);
    EXPECT_TRUE(sees(terminal, "(framed)"));
    use_server(terminal.screen().text());
    terminal.reads_screen = false;
    const UnreadServer server{terminal, join("framed", "Ann"), join("framed", "Bob")};
    EXPECT_TRUE(hears(server.ann, server.ann.dialect->joined("Bob")));
    return server;
  }

  // Ann's client at a terminal that is not read, and that has no room for all that it receives. The
  // test is her server.
  PtyProgram& flood_unread_client(StreamStandIn& server) {
    PtyProgram& ann = open_terminal({program_path("chat-client"), "--name=Ann", "127.0.0.1",
                                     std::to_string(server.address().port())});
    server.send(frame("Welcome"));
    EXPECT_TRUE(sees(ann, "Server > Welcome"));
    EXPECT_TRUE(sees(ann, "Ann >"));
    ann.reads_screen = false;
    for (int i = 0; i < 2000; ++i) server.send(frame("Bob") + frame("some words to fill it with"));
    return ann;
  }
};

TEST_F(UnreadTerminalPosix, TheServerRelaysThreeThousandMessages) {
  const UnreadServer server = open_unread_server();
  std::string expected;
  for (int i = 0; i < 3000; ++i) {
    const std::string text = "message " + std::to_string(i) + " with some words";
    server.ann.say(text);
    expected += server.ann.dialect->said("Ann", text);
  }
  EXPECT_TRUE(wait_until([&] { return server.bob.stream().heard.size() >= expected.size(); }));
  EXPECT_EQ(first_difference(expected, server.bob.stream().heard), "");
  server.terminal.signal(SIGTERM);
  EXPECT_TRUE(ends(server.terminal, 0));
}

TEST_F(UnreadTerminalPosix, TheServerStopsInTwoSecondsThoughItsTraceIsNotReadEither) {
  const UnreadServer server = open_unread_server({"--trace", "--explain"});
  std::string expected;
  for (int i = 0; i < 500; ++i) {
    server.ann.say("message " + std::to_string(i));
    expected += server.ann.dialect->said("Ann", "message " + std::to_string(i));
  }
  EXPECT_TRUE(hears(server.bob, expected));
  const TimePoint start = now();
  server.terminal.signal(SIGTERM);
  EXPECT_TRUE(ends(server.terminal, 0));
  EXPECT_LT(now() - start, milliseconds(2800)) << "two seconds, and what a busy machine needs";
}

TEST_F(UnreadTerminalPosix, TheClientEndsOnASignal) {
  StreamStandIn& server = stand_in_over_tcp();
  PtyProgram& ann = flood_unread_client(server);
  EXPECT_TRUE(wait_until([&] { return server.unsent() == 0; }));
  ann.signal(SIGTERM);
  EXPECT_TRUE(ends(ann, 0));
}

TEST_F(UnreadTerminalPosix, TheClientEndsOnASignalAfterTheServerHasClosed) {
  StreamStandIn& server = stand_in_over_tcp();
  PtyProgram& ann = flood_unread_client(server);
  server.close();
  let_pass(milliseconds(50));
  ann.signal(SIGTERM);
  int status = -1;
  EXPECT_TRUE(wait_until([&] { return (status = ann.wait_exit(milliseconds(0))) >= 0; }));
  EXPECT_LE(status, 1) << "the client may not have read that far";
}

TEST_F(UnreadTerminalPosix, TheClientStillCrashes) {
  StreamStandIn& server = stand_in_over_tcp();
  PtyProgram& ann = flood_unread_client(server);
  ann.signal(SIGABRT);
  EXPECT_TRUE(ends(ann, 128 + SIGABRT));
}

TEST_F(UnreadTerminalPosix, ThePeerEndsOnASignal) {
  DatagramStandIn& other = stand_in_over_udp();
  const UnusedUdpAddress place;
  const Address here = place.address();
  PtyProgram& peer = open_terminal(
      {program_path("chat-peer"), "--bind", here.to_string(), "--to", other.address().to_string()});
  ASSERT_TRUE(sees(peer, "-----Welcome to Python Chat-----"));
  peer.reads_screen = false;
  for (int i = 0; i < 2000; ++i) other.send_to("some words to fill the terminal with", here);
  let_pass(milliseconds(50));
  peer.signal(SIGTERM);
  EXPECT_TRUE(ends(peer, 0));
}

// ------------------------------------------------------------------------------------ a full disk

std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A limit for the size of files, 64 blocks of 512 bytes, stands for the size of the disk; emptying
// the log makes room again. ulimit(1p)
class FullDiskPosix : public TerminalPosix {
 protected:
  ~FullDiskPosix() override { std::remove(log.c_str()); }

  std::string shown() const { return seen(server); }

  // How often the server has said that the log can't be written.
  int times_told() const {
    int times = 0;
    const std::string text = shown();
    for (std::size_t at = text.find("trying again"); at != std::string::npos; ++times) {
      at = text.find("trying again", at + 1);
    }
    return times;
  }

  // The lines of the log so far; the disk is empty again.
  std::string make_room() {
    const std::string lines = contents_of(log);
    EXPECT_EQ(::truncate(log.c_str(), 0), 0);
    return lines;
  }

  // Says `count` messages of about a kilobyte; returns the lines of the log about them.
  std::string say(const Person& ann, const Person& bob, int count) {
    std::string expected;
    std::string logged;
    for (int i = 0; i < count; ++i) {
      const std::string text = std::to_string(i) + std::string(1000, '.');
      ann.say(text);
      expected += ann.dialect->said("Ann", text);
      logged += "Ann at " + ann.client->address().to_string() + " > " + text + '\n';
    }
    EXPECT_TRUE(hears(bob, expected)) << "the room goes on";
    return logged;
  }

  const std::string log = testing::TempDir() + "chatlab_log_" + std::to_string(::getpid());
  PtyProgram& server = open_terminal(
      {"sh", "-c",
       "ulimit -f 64; exec " + program_path("chat-server") + " --listen=framed:0 >> " + log},
      {}, 100);
};

TEST_F(FullDiskPosix, IsToldOncePerTimeAndTheLogGoesOnWhenThereIsRoomAgain) {
  ASSERT_TRUE(wait_until([&] { return contents_of(log).find("(framed)\n") != std::string::npos; }));
  use_server(contents_of(log));
  const Person ann = join("framed", "Ann");
  const Person bob = join("framed", "Bob");
  EXPECT_TRUE(hears(ann, ann.dialect->joined("Bob")));
  const std::string expected = say(ann, bob, 45);
  EXPECT_TRUE(sees(server, "chat-server: log: File too large; trying again"));
  const std::string before = make_room();
  const auto has_all = [&] {
    return (before + contents_of(log)).find(expected) != std::string::npos;
  };
  EXPECT_TRUE(wait_until(has_all)) << "lines were lost or cut";
  EXPECT_EQ(times_told(), 1);
  say(ann, bob, 45);
  EXPECT_TRUE(wait_until([&] { return times_told() == 2; })) << shown();
}

#ifdef __linux__
// Whatever is written to /dev/full finds no space. full(4)
TEST_F(UnreadTerminalPosix, ThePeerEndsIfTheDiskIsFull) {
  DatagramStandIn& other = stand_in_over_udp();
  const UnusedUdpAddress place;
  const Address here = place.address();
  PtyProgram& peer =
      open_terminal({"sh", "-c",
                     "exec " + program_path("chat-peer") + " --bind " + here.to_string() +
                         " --to " + other.address().to_string() + " > /dev/full"},
                    {}, 100);
  EXPECT_TRUE(sees(peer, "chat-peer: standard output: No space left on device"));
  EXPECT_TRUE(ends(peer, 1));
}
#endif

}  // namespace
}  // namespace chatlab::terminal_unread_posix_test
