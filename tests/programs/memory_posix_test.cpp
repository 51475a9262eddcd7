// How much memory members cost, and what happens if there is none left. Linux only: proc(5) tells
// how much a process uses, and prlimit(2) limits it.
#ifdef __linux__
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/program_testing.hpp"
#include "tests/support/pty_program_posix.hpp"

namespace chatlab::memory_posix_test {
namespace {

using std::chrono::seconds;

class MemoryOfTheServer : public ProgramTest {
 protected:
  void SetUp() override {
    const std::string command = "stty -opost; exec " + program_path("chat-server") +
                                " --listen framed:0 --color never </dev/null 2>&1";
    server = std::make_unique<PtyProgram>(std::vector<std::string>{"sh", "-c", command}, 24, 200);
    ASSERT_TRUE(server->wait_until([this] { return !places_in(server->output()).empty(); }))
        << server->output();
    use_server(server->output());
    if (kib("VmSize") > 1024 * 1024) GTEST_SKIP() << "a sanitizer reserves too much memory";
  }

  void pump() override {
    ProgramTest::pump();
    if (server) server->wait_until([] { return true; });
  }

  // A line of /proc/PID/status: `VmRSS` is the memory in use, `VmSize` all that is mapped.
  std::size_t kib(const std::string& what) const {
    std::ifstream status("/proc/" + std::to_string(server->id()) + "/status");
    std::string word;
    while (status >> word && word != what + ':') {
    }
    std::size_t value = 0;
    status >> value;
    return value;
  }

  void allow_more_memory(std::size_t kib_more) {
    const rlim_t bytes = (kib("VmSize") + kib_more) * 1024;
    const rlimit limit = {bytes, bytes};
    ASSERT_EQ(prlimit(server->id(), RLIMIT_AS, &limit, nullptr), 0);
  }

  std::vector<Person> join_many(int count) {
    std::vector<Person> people;
    for (int i = 0; i < count; ++i) people.push_back(join("framed", "M" + std::to_string(i)));
    return people;
  }

  // A member that never reads. Its receive buffer is so small that the system keeps little for it
  // on either side: tcp(7), SO_RCVBUF.
  TcpSocket join_without_reading(const std::string& name) {
    const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
    TcpSocket joined(handle);
    const int size = 4096;
    ::setsockopt(handle, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    sockaddr_in to = {};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(place("framed").port());
    EXPECT_EQ(::connect(handle, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    const std::string first = frame(name);
    joined.send(first.data(), first.size());
    return joined;
  }

  bool has_logged(const std::string& text) {
    return wait_until([&] { return server->output().find(text) != std::string::npos; });
  }

  // Newcomers, since any member may have been closed.
  void expect_that_newcomers_chat() {
    const Person ann = join("framed", "Ann");
    const Person bob = join("framed", "Bob");
    ann.client->forget_all();
    bob.say("we still chat");
    EXPECT_TRUE(wait_until([&] {
      return ann.stream().heard.find(frame("Bob") + frame("we still chat")) != std::string::npos;
    }));
  }

  std::unique_ptr<PtyProgram> server;
};

TEST_F(MemoryOfTheServer, IsGivenBackAfterLongMessages) {
  constexpr int count = 200;
  constexpr std::size_t most_per_member = 8;  // KiB
  const std::string text(60000, 'x');
  const std::vector<Person> people = join_many(count);
  const std::size_t before = kib("VmRSS");
  for (const Person& person : people) person.say("/msg M0 " + text);
  people[1].say(text);
  EXPECT_TRUE(wait_until([&] {
    return std::all_of(people.begin(), people.end(), [&](const Person& person) {
      return person.name == "M1" || person.stream().heard.size() > text.size();
    });
  }));
  EXPECT_TRUE(
      wait_until([&] { return kib("VmRSS") < before + count * most_per_member; }, seconds(10)))
      << kib("VmRSS") << " KiB after " << before;
}

// Of control characters nothing is left to relay.
TEST_F(MemoryOfTheServer, IsGivenBackAfterLongMessagesThatAreNotRelayed) {
  constexpr int count = 200;
  constexpr std::size_t most_per_member = 8;  // KiB
  const std::string message = frame(std::string(60000, '\x01'));
  const std::vector<Person> people = join_many(count);
  const std::size_t before = kib("VmRSS");
  for (const Person& person : people) person.client->send(message.substr(0, 40000));
  EXPECT_TRUE(wait_until([&] { return kib("VmRSS") > before + count * 2 * most_per_member; }));
  for (const Person& person : people) person.client->send(message.substr(40000));
  EXPECT_TRUE(
      wait_until([&] { return kib("VmRSS") < before + count * most_per_member; }, seconds(10)))
      << kib("VmRSS") << " KiB after " << before;
}

TEST_F(MemoryOfTheServer, RunsOutOnlyForMembersThatNeedMoreOfIt) {
  const std::vector<Person> people = join_many(300);
  allow_more_memory(8 * 1024);
  for (const Person& person : people) {
    person.client->send(frame(std::string(65000, 'x')).substr(0, 60000));
  }
  EXPECT_TRUE(has_logged("out of memory: a connection is closed"));
  expect_that_newcomers_chat();
}

TEST_F(MemoryOfTheServer, RunsOutOnlyForMembersThatDoNotReadInAFlood) {
  std::vector<TcpSocket> silent;
  for (int i = 0; i < 60; ++i) silent.push_back(join_without_reading("M" + std::to_string(i)));
  ASSERT_TRUE(has_logged("M59 at "));
  const Person flooder = join("framed", "Flooder");
  allow_more_memory(4 * 1024);  // less than what a few of these messages leave unsent for all
  const std::string message = frame(std::string(60000, 'f'));
  std::size_t said = 0;
  EXPECT_TRUE(wait_until(
      [&] {
        // Not faster than the log is read, or the line that this test waits for is left out.
        if (said < server->output().size() + message.size()) {
          flooder.client->send(message);
          said += message.size();
        }
        return server->output().find("memory") != std::string::npos;
      },
      seconds(60)));
  expect_that_newcomers_chat();
}

TEST_F(MemoryOfTheServer, RunsOutOnlyForNewcomersIfThereAreTooManyMembers) {
  allow_more_memory(2 * 1024);
  std::vector<std::unique_ptr<StreamClient>> clients;
  const auto has_run_out = [&] { return server->output().find("memory") != std::string::npos; };
  while (clients.size() < 3000 && !has_run_out()) {
    for (int i = 0; i < 20; ++i) {
      clients.push_back(std::make_unique<StreamClient>(place("framed")));
      clients.back()->send(frame("N" + std::to_string(clients.size())));
    }
    for (const auto& client : clients) client->pump();
    pump();
  }
  EXPECT_TRUE(has_logged("memory"));
  clients.clear();
  expect_that_newcomers_chat();
}

}  // namespace
}  // namespace chatlab::memory_posix_test
#endif
