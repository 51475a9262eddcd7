// Programs that were stopped for longer than any limit that they have, ten minutes: when they
// continue, none has expired. The programs are stopped for an instant in which their clock is set
// ahead (tests/clock/), so that no test waits for minutes.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "tests/programs/proxy_testing.hpp"
#include "tests/support/program_testing.hpp"
#include "tests/support/scratch_file.hpp"
#include "tests/support/silent_address_posix.hpp"

namespace chatlab::stopped_for_long_posix_test {
namespace {

// Sanitizers must be loaded before anything else; macOS protects programs from preloading.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(__APPLE__)
constexpr bool can_preload = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool can_preload = false;
#else
constexpr bool can_preload = true;
#endif
#else
constexpr bool can_preload = true;
#endif

class JumpingClock {
 public:
  JumpingClock() {
    const int opened = ::open(file_.name.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
    EXPECT_EQ(::ftruncate(opened, sizeof(long)), 0);
    void* const mapped =
        ::mmap(nullptr, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, opened, 0);
    ::close(opened);
    seconds_ = static_cast<volatile long*>(mapped);
  }

  // For programs whose clock this is.
  ChildProcess::Setting setting() const {
    ChildProcess::Setting setting;
    setting.variables = {"LD_PRELOAD=" + library(), "CHATLAB_CLOCK=" + file_.name};
    return setting;
  }

  static std::string library() { return program_path("tests/jumping_clock.so"); }

  void jump(long seconds) { *seconds_ = *seconds_ + seconds; }

 private:
  ScratchFile file_{".clock"};
  volatile long* seconds_ = nullptr;
};

class StoppedForLong : public ProgramTest {
 protected:
  void SetUp() override {
    if (!can_preload) GTEST_SKIP() << "no library can be preloaded here";
    ASSERT_EQ(::access(JumpingClock::library().c_str(), R_OK), 0) << JumpingClock::library();
  }

  // The signal that turns the trace on begins a turn, which looks at the clock.
  void stop_for_long(ChildProcess& program) {
    program.suspend();
    clock.jump(600);
    program.resume();
    program.send_user_signal();
    EXPECT_TRUE(complains(program, "the trace begins\n"));
  }

  ChildProcess& start_program(const std::string& name, const Arguments& arguments) {
    return start(name, arguments, clock.setting());
  }

  ChildProcess& start_ann(const std::string& protocol, const Address& server) {
    return start_client(protocol, server, {"--name=Ann"}, clock.setting());
  }

  // Floods the server until it does not read the flooder any more, since `slow` does not read.
  void flood(const Person& flooder, const Person& slow) {
    slow.stream().reads = false;
    std::size_t before = 0;
    ASSERT_TRUE(wait_until([&] {
      before = flooder.stream().unsent();
      if (before == 0) {
        for (int i = 0; i < 200; ++i) flooder.say(std::string(1000, '.'));
      }
      let_pass(milliseconds(before == 0 ? 0 : 50));
      return before > 0 && flooder.stream().unsent() == before;
    }));
  }

  // Time in which a limit that counts the stop would strike.
  void let_limits_strike() { let_pass(milliseconds(300)); }

  const std::string welcome = "Welcome to the server,Thanks for connecting!!";
  JumpingClock clock;
};

// If the loader can't load the library, it says so, and the other tests test nothing.
TEST_F(StoppedForLong, TheClockIsLoaded) {
  ChildProcess& peer = start_program("chat-peer", {"--help"});
  EXPECT_TRUE(ends(peer, 0));
  EXPECT_EQ(peer.errors(), "");
}

TEST_F(StoppedForLong, AClientOverUdpStillWaitsForTheWelcome) {
  DatagramStandIn& server = stand_in_over_udp();
  ChildProcess& client = start_ann("datagram", server.address());
  ASSERT_TRUE(wait_until([&] { return !server.heard().empty(); })) << client.describe();
  stop_for_long(client);
  const std::size_t before = server.heard().size();
  EXPECT_TRUE(wait_until([&] { return server.heard().size() >= before + 2; })) << client.describe();
  server.send(welcome);
  EXPECT_TRUE(shows(client, "connecting!!\n"));
}

TEST_F(StoppedForLong, AClientOverTcpStillWaitsForTheWelcome) {
  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess& client = start_ann("framed", server.address());
  ASSERT_TRUE(was_sent(server, frame("Ann")));
  stop_for_long(client);
  let_limits_strike();
  EXPECT_FALSE(client.has_ended()) << client.describe();
  server.send(frame(welcome));
  EXPECT_TRUE(shows(client, "connecting!!\n"));
}

TEST_F(StoppedForLong, AClientStillConnects) {
  const SilentAddress silent;
  if (silent.answers()) GTEST_SKIP() << "this system's backlog has no end";
  ChildProcess& client = start_ann("framed", silent.address());
  let_limits_strike();
  stop_for_long(client);
  let_limits_strike();
  EXPECT_FALSE(client.has_ended()) << client.describe();
}

TEST_F(StoppedForLong, AProxyStillConnects) {
  const SilentAddress silent;
  if (silent.answers()) GTEST_SKIP() << "this system's backlog has no end";
  ChildProcess& proxy =
      start_program("chat-proxy", {"--listen", "0", "--to", silent.address().to_string()});
  ASSERT_TRUE(shows(proxy, "\nseed "));
  StreamClient& client = connect(ProxyProgram::place_in(proxy.output()));
  let_limits_strike();
  stop_for_long(proxy);
  proxy.write("show\n");
  EXPECT_TRUE(shows(proxy, "no server yet"));
  EXPECT_FALSE(client.is_over());
}

// The server accepts nothing, so that leaving is not complete: two seconds after a signal, fifteen
// without.
TEST_F(StoppedForLong, AClientThatLeavesStillWaitsForTheServerToAcceptTheRest) {
  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess& client = start_ann("framed", server.address());
  ASSERT_TRUE(was_sent(server, frame("Ann")));
  server.send(frame(welcome));
  ASSERT_TRUE(shows(client, "connecting!!\n"));
  server.reads = false;
  for (int lines = 0; lines < 400; ++lines) client.write(std::string(50000, 'x') + '\n');
  std::string before;
  ASSERT_TRUE(wait_until([&] {
    before = client.describe();  // tells how much of its input the client has not taken
    let_pass(milliseconds(200));
    return client.describe() == before;
  }));
  client.interrupt();
  let_limits_strike();
  stop_for_long(client);
  let_limits_strike();
  ASSERT_FALSE(client.has_ended()) << client.describe();
  server.reads = true;
  EXPECT_TRUE(wait_until([&] { return server.heard_end(); })) << client.describe();
}

TEST_F(StoppedForLong, AServerGivesUpNoMemberThatDoesNotRead) {
  ChildProcess& server = start_server({"framed"}, {"--max-backlog", "262144"}, clock.setting());
  const Person flooder = join("framed", "Flooder");
  const Person slow = join("framed", "Slow");
  flood(flooder, slow);
  stop_for_long(server);
  slow.stream().reads = true;
  EXPECT_TRUE(wait_until([&] { return flooder.stream().unsent() == 0; })) << server.describe();
  slow.say("here I am");
  EXPECT_TRUE(
      wait_until([&] { return flooder.stream().heard.find("here I am") != std::string::npos; }));
}

TEST_F(StoppedForLong, AServerKeepsNewcomersAndSilentMembers) {
  ChildProcess& server = start_server(
      {"framed", "datagram"}, {"--datagram-idle", "300", "--join-timeout", "300"}, clock.setting());
  const Person wat = join("framed", "Wat");
  const Person ann = join("datagram", "Ann");
  StreamClient& late = connect(place("framed"));
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  stop_for_long(server);
  let_limits_strike();
  wat.say("are you there?");
  EXPECT_TRUE(hears(ann, ann.dialect->said("Wat", "are you there?"))) << server.describe();
  late.send(frame("Late"));
  EXPECT_TRUE(hears(late, wat.dialect->welcome()));
}

TEST_F(StoppedForLong, AServerThatEndsStillSendsItsOutput) {
  ChildProcess& server = start_server({"framed"}, {"--max-backlog", "262144"}, clock.setting());
  const Person flooder = join("framed", "Flooder");
  const Person slow = join("framed", "Slow");
  flood(flooder, slow);
  server.interrupt();
  let_limits_strike();
  stop_for_long(server);
  let_limits_strike();
  EXPECT_FALSE(server.has_ended()) << server.describe();
  slow.stream().reads = true;
  EXPECT_TRUE(wait_until([&] { return slow.stream().is_over(); }));
}

TEST_F(StoppedForLong, ALingeringConnectionStillWaitsForItsPeer) {
  ChildProcess& server = start_server({"framed"}, {}, clock.setting());
  const Person wat = join("framed", "Wat");
  wat.leave();
  ASSERT_TRUE(wait_until([&] { return wat.stream().is_over(); }));
  stop_for_long(server);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(wat.stream().socket.send("x", 1).status, IoStatus::done) << "a reset";
    let_pass(milliseconds(100));
  }
}

TEST_F(StoppedForLong, AProxyKeepsTheFlowOfASilentClient) {
  DatagramStandIn& target = stand_in_over_udp();
  ChildProcess& proxy = start_program(
      "chat-proxy",
      {"--udp", "--listen", "0", "--to", target.address().to_string(), "--datagram-idle", "300s"});
  ASSERT_TRUE(shows(proxy, "\nseed "));
  DatagramClient& client = bind_client(ProxyProgram::place_in(proxy.output()));
  client.send("hello");
  ASSERT_TRUE(was_sent(target, {"hello"}));
  const Address flow = target.last();
  stop_for_long(proxy);
  let_limits_strike();
  client.send("again");
  EXPECT_TRUE(was_sent(target, {"hello", "again"}));
  EXPECT_EQ(target.last(), flow);
}

// A server that was not stopped has removed the client meanwhile; the client joins again, and what
// its user says is not lost.
TEST_F(StoppedForLong, AClientThatWasRemovedMeanwhileJoinsAgain) {
  start_server({"framed", "datagram"}, {"--datagram-idle", "2"});
  const Person wat = join("framed", "Wat");
  ChildProcess& client = start_ann("datagram", place("datagram"));
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  ASSERT_TRUE(shows(client, "connecting!!\n"));
  client.suspend();
  EXPECT_TRUE(hears(wat, wat.dialect->left_unexpectedly("Ann")));
  clock.jump(600);
  client.resume();
  client.write("back again\n");
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann"))) << client.describe();
  EXPECT_TRUE(hears(wat, wat.dialect->said("Ann", "back again")));
}

}  // namespace
}  // namespace chatlab::stopped_for_long_posix_test
