// What a signal does to the trace. POSIX only.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/program_testing.hpp"

namespace chatlab::trace_posix_test {
namespace {

class TraceProgramPosix : public ProgramTest {};

TEST_F(TraceProgramPosix, SigUsr1TurnsTheTraceOnAndOff) {
  ChildProcess& server = start_server({"framed"});
  const Person ann = join("framed", "Ann");
  EXPECT_EQ(server.errors(), "");
  server.send_user_signal();
  ASSERT_TRUE(complains(server, "the trace begins\n"));
  ann.say("one");
  EXPECT_TRUE(complains(server, "\"3         one\""));
  server.send_user_signal();
  ASSERT_TRUE(complains(server, "the trace ends\n"));
  const std::string before = server.errors();
  ann.say("two");
  EXPECT_TRUE(shows(server, "> two\n"));
  EXPECT_EQ(server.errors(), before);
}

// How often a client asks before all is acknowledged depends on time; that it is so is told once.
TEST_F(TraceProgramPosix, TellsOnceThatAllIsAcknowledged) {
  StreamStandIn& server = stand_in_over_tcp();
  ChildProcess& client = start_client("framed", server.address(), {"--name", "Ann", "--trace"});
  server.send(frame("Welcome"));
  EXPECT_TRUE(shows(client, "Welcome"));
  client.write("/quit\n");
  const std::string told = "ioctl SIOCOUTQ = 0: all is acknowledged\n";
  ASSERT_TRUE(complains(client, told));
  let_pass(milliseconds(300));  // it asks every 50 ms, until the server closes
  server.end_stream();
  ASSERT_TRUE(ends(client, 0));
  const std::size_t first = client.errors().find("SIOCOUTQ");
  EXPECT_EQ(client.errors().find("SIOCOUTQ", first + 1), std::string::npos) << client.errors();
}

TEST_F(TraceProgramPosix, SigUsr1DoesNotEndAClient) {
  start_server({"framed"});
  ChildProcess& client = start_client("framed", place("framed"), {"--name", "Ann"});
  EXPECT_TRUE(shows(client, "Welcome"));
  client.send_user_signal();
  EXPECT_TRUE(complains(client, "the trace begins\n"));
  client.write("/quit\n");
  EXPECT_TRUE(ends(client, 0));
}

}  // namespace
}  // namespace chatlab::trace_posix_test
