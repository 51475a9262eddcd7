// Programs that were stopped, as by a debugger or Ctrl-Z: when they continue, no limit has expired.
// Limits of more than a few seconds are in stopped_for_long_posix_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "tests/programs/proxy_testing.hpp"
#include "tests/support/program_testing.hpp"

namespace chatlab::stopped_posix_test {
namespace {

// A program that waits for something under a limit, and what must hold if it was stopped for
// longer.
struct Waiting {
  std::string what;
  ChildProcess* program;
  std::function<void()> check;
};

class StoppedPosix : public ProgramTest {
 protected:
  void stop(const Waiting& waiting) {
    waiting.program->suspend();
    stopped.push_back(waiting);
  }

  // Long enough for a limit that counts the stopped time to strike.
  void let_limits_strike() { let_pass(milliseconds(100)); }

  // A server of its own for each; the limits are two or three seconds, and one for a member that
  // accepts nothing.
  ChildProcess& start_limited_server() {
    return start_server({"framed", "datagram"},
                        {"--join-timeout", "3", "--datagram-idle", "3", "--max-backlog", "262144"});
  }

  Waiting silent_client_of_the_proxy() {
    DatagramStandIn& target = stand_in_over_udp();
    ChildProcess& proxy = start(
        "chat-proxy",
        {"--udp", "--listen", "0", "--to", target.address().to_string(), "--datagram-idle", "3s"});
    EXPECT_TRUE(shows(proxy, "\nseed "));
    DatagramClient& client = bind_client(ProxyProgram::place_in(proxy.output()));
    client.send("hello");
    EXPECT_TRUE(was_sent(target, {"hello"}));
    const Address flow = target.last();
    return {"a silent client over UDP keeps its port in the proxy", &proxy, [=, &target, &client] {
              client.send("again");
              EXPECT_TRUE(was_sent(target, {"hello", "again"}));
              EXPECT_EQ(target.last(), flow);
            }};
  }

  Waiting newcomer_and_silent_member() {
    ChildProcess& server = start_limited_server();
    const Person wat = join("framed", "Wat");
    const Person ann = join("datagram", "Ann");
    StreamClient& late = connect(place("framed"));
    EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
    return {"a newcomer and a silent member over UDP are kept", &server, [=, &late] {
              wat.say("are you there?");
              EXPECT_TRUE(hears(ann, ann.dialect->said("Wat", "are you there?")));
              late.send(frame("Late"));
              EXPECT_TRUE(hears(late, wat.dialect->welcome()));
              EXPECT_TRUE(hears(wat, wat.dialect->joined("Late")));
            }};
  }

  Waiting banned_member_that_does_not_read() {
    ChildProcess& server = start_limited_server();
    const Person flooder = join("framed", "Flooder");
    const Person slow = join("framed", "Slow");
    flood_until_held(flooder, slow);
    server.write("/ban Slow\n");
    EXPECT_TRUE(shows(server, "banned Slow\n"));
    return {"a connection that closes still waits for its peer to accept the rest", &server, [=] {
              slow.stream().reads = true;
              EXPECT_TRUE(wait_until([&] { return slow.stream().is_over(); }));
              EXPECT_TRUE(slow.stream().ended) << slow.stream().error.message();
              EXPECT_FALSE(slow.stream().error);
              const std::string last = frame("Connection from server has been closed");
              const std::string& heard = slow.stream().heard;
              EXPECT_EQ(heard.substr(heard.size() - std::min(heard.size(), last.size())), last);
            }};
  }

  Waiting member_that_does_not_read() {
    ChildProcess& server = start_limited_server();
    const Person flooder = join("framed", "Flooder");
    const Person slow = join("framed", "Slow");
    flood_until_held(flooder, slow);
    return {"a member that does not read is not given up", &server, [=] {
              slow.stream().reads = true;
              EXPECT_TRUE(wait_until([&] { return flooder.stream().unsent() == 0; }));
              slow.say("here I am");
              EXPECT_TRUE(wait_until(
                  [&] { return flooder.stream().heard.find("here I am") != std::string::npos; }));
            }};
  }

  Waiting lingering_connection() {
    ChildProcess& server = start_limited_server();
    const Person wat = join("framed", "Wat");
    wat.leave();
    EXPECT_TRUE(wait_until([&] { return wat.stream().is_over(); }));
    return {"a lingering connection still waits for its peer to close", &server, [=] {
              for (int i = 0; i < 3; ++i) {
                EXPECT_EQ(wat.stream().socket.send("x", 1).status, IoStatus::done) << "a reset";
                let_pass(milliseconds(100));
              }
            }};
  }

  std::vector<Waiting> stopped;
};

// Each program runs only while its own situation is set up or checked, so that on a slow machine
// its limits do not run out meanwhile.
TEST_F(StoppedPosix, NoLimitHasExpired) {
  stop(silent_client_of_the_proxy());
  stop(newcomer_and_silent_member());
  stop(banned_member_that_does_not_read());
  stop(member_that_does_not_read());
  stop(lingering_connection());
  let_pass(milliseconds(4500));
  for (const Waiting& waiting : stopped) {
    SCOPED_TRACE(waiting.what);
    waiting.program->resume();
    let_limits_strike();
    waiting.check();
  }
}

}  // namespace
}  // namespace chatlab::stopped_posix_test
