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
