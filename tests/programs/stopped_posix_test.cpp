// Programs that were stopped, as by a debugger or Ctrl-Z: when they continue, no limit has expired.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/program_testing.hpp"

namespace chatlab::stopped_posix_test {
namespace {

class StoppedPosix : public ProgramTest {
 protected:
  void stop_for(ChildProcess& program, milliseconds duration) {
    program.suspend();
    let_pass(duration);
    program.resume();
  }
};

TEST_F(StoppedPosix, TheServerKeepsAllWhoWereThere) {
  ChildProcess& server =
      start_server({"framed", "datagram"}, {"--join-timeout", "2", "--datagram-idle", "2"});
  const Person wat = join("framed", "Wat");
  const Person ann = join("datagram", "Ann");
  StreamClient& late = connect(place("framed"));
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Ann")));
  stop_for(server, milliseconds(4000));
  wat.say("are you there?");
  EXPECT_TRUE(hears(ann, ann.dialect->said("Wat", "are you there?"))) << server.describe();
  late.send(frame("Late"));
  EXPECT_TRUE(hears(late, wat.dialect->welcome())) << server.describe();
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Late")));
}

// Ten seconds is how long a client waits for the welcome.
TEST_F(StoppedPosix, TheClientStillWaitsForTheWelcome) {
  DatagramStandIn& server = stand_in_over_udp();
  ChildProcess& client = start_client("datagram", server.address(), {"--name=Ann"});
  ASSERT_TRUE(wait_until([&] { return !server.heard().empty(); })) << client.describe();
  stop_for(client, milliseconds(11500));
  const std::size_t before = server.heard().size();
  EXPECT_TRUE(wait_until([&] { return server.heard().size() >= before + 2; })) << client.describe();
  server.send("Welcome to the server,Thanks for connecting!!");
  EXPECT_TRUE(shows(client, "connecting!!\n"));
}

}  // namespace
}  // namespace chatlab::stopped_posix_test
