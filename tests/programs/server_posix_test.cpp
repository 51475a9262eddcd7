// What the server does on POSIX alone: Windows can't ask a pipe whether it has room.
#include <gtest/gtest.h>
#include <sys/select.h>

#include <string>

#include "tests/support/descriptor_hoard_posix.hpp"
#include "tests/support/program_testing.hpp"

namespace chatlab::server_posix_test {
namespace {

class ServerProgramPosix : public ProgramTest {};

// The number of messages in the log, with those of which it says only how many were left out.
int lines_written_or_counted(const std::string& log) {
  int sum = 0;
  for (const std::string& line : lines_of(log)) {
    if (line.find(" > ") != std::string::npos) ++sum;
    if (line.find(" lines left out: ") != std::string::npos) sum += std::stoi(line.substr(4));
  }
  return sum;
}

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
  int said = count;
  const auto says_and_on = [&] {  // lines are left out until the megabyte is read
    ann.say("and on");
    ++said;
    return server.output().find("> and on\n") != std::string::npos;
  };
  EXPECT_TRUE(wait_until(says_and_on)) << server.describe();
  EXPECT_TRUE(shows(server, "> 0" + filler));
  EXPECT_TRUE(shows(server, " lines left out: the log could not be written\n"));
  EXPECT_TRUE(wait_until([&] { return lines_written_or_counted(server.output()) == said; }))
      << lines_written_or_counted(server.output()) << " of " << said;
}

// An fd_set has no bit for such a descriptor: to set one would overwrite other memory.
TEST_F(ServerProgramPosix, EndsWithAnErrorIfSelectCannotHoldItsListeningSocket) {
  const DescriptorHoard inherited(FD_SETSIZE);
  if (!inherited.is_complete()) GTEST_SKIP() << "too few descriptors are allowed";
  ChildProcess& server = start("chat-server", {"--listen", "framed:0", "--demultiplexer", "select"},
                               {Input::null_device, {}, {}});
  EXPECT_TRUE(ends(server, 1));
  EXPECT_EQ(server.errors().rfind("chat-server: select can't wait for descriptor ", 0), 0u)
      << server.describe();
}

}  // namespace
}  // namespace chatlab::server_posix_test
