// Abuse of the server program over real sockets. POSIX only: the tests need few descriptors and
// many loopback addresses, and Windows' timing differs.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "tests/support/program_testing.hpp"
#include "tests/support/pty_program_posix.hpp"

namespace chatlab::abuse_posix_test {
namespace {

using std::chrono::seconds;

class AbuseOfTheServer : public ProgramTest {
 protected:
  using Texts = std::vector<std::string>;

  bool has_heard(const Person& person, const std::string& words) const {
    return person.stream().heard.find(words) != std::string::npos;
  }

  // True if one member still receives what the other says. Discards what both received before.
  bool still_chat(const Person& speaker, const Person& listener, milliseconds limit = patience) {
    const std::string text = "still here " + std::to_string(++said_);
    listener.client->forget_all();
    speaker.say(text);
    return wait_until(
        [&] { return has_heard(listener, listener.dialect->said(speaker.name, text)); }, limit);
  }

  // What `sender` said, as a framed listener received it.
  static Texts heard_from(const std::string& sender, const Person& listener) {
    Texts texts;
    for (const Said& one : conversation_in(listener.stream().heard)) {
      if (one.sender == sender) texts.push_back(one.text);
    }
    return texts;
  }

  // One of the numbers that the operator is shown.
  long statistic(ChildProcess& server, const std::string& what) {
    const std::size_t before = server.output().size();
    server.write("/stats\n");
    EXPECT_TRUE(shows_after(server, "deepest backlog in bytes: ", before));
    const std::size_t found = server.output().find("  " + what + ": ", before);
    if (found == std::string::npos) return -1;
    return std::stol(server.output().substr(found + what.size() + 4));
  }

  bool shows_after(ChildProcess& server, const std::string& text, std::size_t start) {
    return wait_until([&] { return server.output().find(text, start) != std::string::npos; });
  }

 private:
  int said_ = 0;
};

// ------------------------------------------------------------------------------ few descriptors

// A server that may have so many descriptors and no more, and connections that never say a word.
class ServerOfFewDescriptors : public AbuseOfTheServer {
 protected:
  void start_with(int descriptors) {
    // In a terminal, which is how a shell can be started; the terminal translates nothing.
    const std::string command = "stty -opost; ulimit -n " + std::to_string(descriptors) +
                                "; exec " + program_path("chat-server") +
                                " --listen framed:0 --join-timeout 1 --color never </dev/null";
    server = std::make_unique<PtyProgram>(std::vector<std::string>{"sh", "-c", command}, 24, 200);
    ASSERT_TRUE(server->wait_until([this] { return !places_in(server->output()).empty(); }))
        << server->output();
    use_server(server->output());
  }

  // Begins to connect, without waiting for the server to accept.
  void connect_silently(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      IoResult result;
      silent.push_back(TcpSocket::connect(place("framed"), result));
    }
  }

  void pump() override {
    ProgramTest::pump();
    if (server) server->wait_until([] { return true; });
  }

  std::unique_ptr<PtyProgram> server;
  std::vector<TcpSocket> silent;
};

TEST_F(ServerOfFewDescriptors, ServesItsMembersBesideTenThousandSilentConnections) {
  constexpr std::size_t count = 10000;
  constexpr std::size_t at_a_time = 500;
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < count + 100) {
    GTEST_SKIP() << "too few descriptors are allowed";
  }
  start_with(256);
  const Person ann = join("framed", "Ann");
  const Person bob = join("framed", "Bob");
  while (silent.size() < count) {
    connect_silently(at_a_time);
    ASSERT_TRUE(still_chat(ann, bob, seconds(5))) << "after " << silent.size();
    ASSERT_TRUE(still_chat(bob, ann, seconds(5))) << "after " << silent.size();
  }
  ASSERT_TRUE(wait_until([&] {
    return server->output().find("newcomers wait") != std::string::npos;
  })) << "it never ran out of descriptors: "
      << server->output();
  silent.clear();
  const Person carl = join("framed", "Carl");  // behind all who gave up in the queue
  EXPECT_TRUE(still_chat(carl, ann));
  EXPECT_TRUE(still_chat(ann, carl));
}

TEST_F(ServerOfFewDescriptors, LetsNewcomersInOnceTheSilentConnectionsHaveTimedOut) {
  start_with(128);
  const Person ann = join("framed", "Ann");
  const Person bob = join("framed", "Bob");
  connect_silently(300);
  StreamClient& carl = connect(place("framed"));
  carl.send(frame("Carl"));
  EXPECT_TRUE(still_chat(ann, bob));
  EXPECT_TRUE(hears(carl, dialect_of("framed").welcome())) << server->output();
}

// ------------------------------------------------------------------------------ much at once

// TCP does not announce room for a single byte (RFC 9293 3.8.6.2.2), so the server sees a member
// that has stopped.
TEST_F(AbuseOfTheServer, AReaderOfOneBytePerSecondIsClosedAndTheFloodContinues) {
  constexpr std::size_t message = 1000;
  constexpr std::size_t flood_size = 20 * 1000 * 1000;
  ChildProcess& server = start_server({"framed"});
  const Person flooder = join("framed", "Flooder");
  const Person ann = join("framed", "Ann");
  const Person bob = join("framed", "Bob");
  const Person snail = join("framed", "Snail");
  snail.stream().reads = false;
  std::string flood;
  for (std::size_t i = 0; i < flood_size / message; ++i) flood += frame(std::string(message, 'f'));
  flooder.client->send(flood);
  TimePoint last_read = now() - seconds(1);
  const auto is_given_up = [&] {
    if (now() - last_read >= seconds(1)) {
      snail.stream().read_some(1);
      last_read = now();
    }
    return has_heard(bob, frame("Snail left the conversation unexpectedly"));
  };
  EXPECT_TRUE(wait_until(is_given_up, seconds(15))) << server.describe();
  ann.say("and still we chat");
  EXPECT_TRUE(
      wait_until([&] { return has_heard(bob, frame("Ann") + frame("and still we chat")); }));
  EXPECT_TRUE(wait_until([&] { return flooder.stream().unsent() == 0; }));
  flooder.say("that was all");
  EXPECT_TRUE(wait_until([&] { return has_heard(bob, frame("that was all")); }));
  EXPECT_EQ(heard_from("Flooder", bob).size(), flood_size / message + 1);
}

TEST_F(AbuseOfTheServer, TheSignalToTerminateUnderLoadLosesNoMessageForMembersThatRead) {
  constexpr int readers = 10;
  constexpr int count = 20000;
  ChildProcess& server = start_server({"framed"});
  const Person flooder = join("framed", "Flooder");
  const Person stopped = join("framed", "Stopped");
  stopped.stream().reads = false;
  std::vector<Person> people;
  for (int i = 0; i < readers; ++i) people.push_back(join("framed", "P" + std::to_string(i)));
  const std::string filler(500, '.');
  std::string flood;
  for (int i = 0; i < count; ++i) flood += frame(std::to_string(i) + filler);
  flooder.client->send(flood);
  ASSERT_TRUE(wait_until([&] { return people.back().stream().heard.size() > 200000; }));
  ASSERT_GT(flooder.stream().unsent(), 0u) << "the load is over";
  const TimePoint start = now();
  server.terminate();
  EXPECT_TRUE(ends(server, 0));
  EXPECT_LT(now() - start, milliseconds(2500));
  ASSERT_TRUE(wait_until([&] {
    return std::all_of(people.begin(), people.end(),
                       [](const Person& person) { return person.stream().is_over(); });
  }));
  const Texts first = heard_from("Flooder", people.front());
  for (const Person& person : people) {
    EXPECT_TRUE(person.stream().ended) << person.name << ": " << person.stream().error.message();
    const Texts texts = heard_from("Flooder", person);
    EXPECT_EQ(texts.size(), first.size()) << person.name;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      ASSERT_EQ(texts[i], std::to_string(i) + filler) << person.name;
    }
    const Texts notices = heard_from("Server", person);
    ASSERT_FALSE(notices.empty()) << person.name;
    EXPECT_EQ(notices.back(), "The server is shutting down") << person.name;
  }
}

// ------------------------------------------------------------------------------ forged addresses

// 127.0.0.0/8 is one machine with sixteen million addresses.
std::string loopback_ip(int number) {
  return "127." + std::to_string(1 + number / 250) + ".7." + std::to_string(1 + number % 250);
}

class ForgedAddresses : public AbuseOfTheServer {
 protected:
  static bool are_there() {
    try {
      UdpSocket(*Address::parse(loopback_ip(0), 0));
      return true;
    } catch (const std::system_error&) {
      return false;
    }
  }
};

TEST_F(ForgedAddresses, ThatJoinFillTheRoomAndTheLimitHolds) {
  if (!are_there()) GTEST_SKIP() << "127.0.0.1 is the only loopback address";
  constexpr int count = 3000;
  constexpr int members = 500;  // each is announced to all before it
  ChildProcess& server =
      start_server({"framed", "datagram"}, {"--max-members", std::to_string(members + 2)});
  const Person ann = join("framed", "Ann");
  const Person bob = join("framed", "Bob");
  std::vector<std::unique_ptr<DatagramClient>> joined;
  const Dialect& dialect = dialect_of("datagram");
  for (int i = 0; i < count; ++i) {
    auto forged = std::make_unique<DatagramClient>(place("datagram"), loopback_ip(i));
    forged->send(dialect.join("M" + std::to_string(i)));
    const auto is_answered = [&] {
      forged->pump();
      return forged->has_heard_anything();
    };
    ASSERT_TRUE(wait_until(is_answered)) << i;
    ASSERT_EQ(forged->heard.front(),
              i < members ? dialect.welcome() : dialect.refusal("The server is full"))
        << i;
    if (i < members) joined.push_back(std::move(forged));
  }
  EXPECT_EQ(statistic(server, "datagram members"), members);
  joined.front()->send(dialect.say("M0", "hello"));
  joined.front()->pump();
  EXPECT_TRUE(wait_until([&] { return has_heard(ann, frame("M0") + frame("hello")); }));
  EXPECT_TRUE(still_chat(ann, bob));
}

}  // namespace
}  // namespace chatlab::abuse_posix_test
