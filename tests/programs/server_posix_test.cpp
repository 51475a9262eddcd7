// What the server does on POSIX alone: Windows can't ask a pipe whether it has room.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/program_testing.hpp"

namespace chatlab::server_posix_test {
namespace {

class ServerProgramPosix : public ProgramTest {};

TEST_F(ServerProgramPosix, GoesOnIfNoProgramReadsItsLog) {
  ChildProcess& server = start_server({"framed"});
  server.reads_output = false;
  const Person ann = join("framed", "Ann");
  const Person bob = join("framed", "Bob");
  EXPECT_TRUE(hears(ann, ann.dialect->joined("Bob")));
  constexpr int count = 3000;
  const std::string filler(1000, '.');
  std::string expected;
  for (int i = 0; i < count; ++i) {
    ann.say(std::to_string(i) + filler);
    expected += ann.dialect->said("Ann", std::to_string(i) + filler);
  }
  ASSERT_TRUE(wait_until([&] { return bob.stream().heard.size() >= expected.size(); }))
      << bob.stream().heard.size() << " of " << expected.size() << " bytes\n"
      << server.describe();
  EXPECT_EQ(first_difference(expected, bob.stream().heard), "");

  server.reads_output = true;
  const auto says_and_on = [&] {  // what comes before the megabyte is read is left out, too
    ann.say("and on");
    return server.output().find("> and on\n") != std::string::npos;
  };
  EXPECT_TRUE(wait_until(says_and_on)) << server.describe();
  EXPECT_TRUE(shows(server, "> 0" + filler));
  EXPECT_TRUE(shows(server, " lines left out: the log could not be written\n"));
}

}  // namespace
}  // namespace chatlab::server_posix_test
