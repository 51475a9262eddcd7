// The client's link over UDP with a server at one of several addresses, or at none.
#include "apps/client/datagram_link.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "apps/protocols/registry.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/stand_in.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::datagram_link_test {
namespace {

class RecordingListener : public ServerLinkListener {
 public:
  void on_reply(const Reply& reply) override {
    replies.push_back(reply.text);
    if (reply.kind == Reply::Kind::refused) ++refusals;
  }
  void on_link_active() override {}
  void on_unreachable() override { ++unreachable; }
  void on_link_end(std::error_code, const std::string&) override {}

  std::vector<std::string> replies;
  int refusals = 0;
  int unreachable = 0;
};

class DatagramLinkToSeveral : public testing::Test {
 protected:
  // No socket listens there, and the system does not choose such a port for the link itself.
  static Address nobody(std::uint16_t port) { return *Address::parse("127.0.0.1", port); }

  bool wait_until(const std::function<bool()>& condition) {
    const TimePoint deadline = now() + patience;
    Timer pulse(reactor.timers(), pulse_handler_);
    while (!condition() && now() < deadline) {
      pulse.start(milliseconds(1));
      reactor.turn();
      server.pump();
    }
    return condition();
  }

  Reactor reactor{make_demultiplexer("poll")};
  DatagramStandIn server{"127.0.0.1"};
  RecordingListener listener;

 private:
  struct Nothing : TimerHandler {
    void on_timer(Timer&) override {}
  };
  Nothing pulse_handler_;
};

TEST_F(DatagramLinkToSeveral, TriesTheNextAtOnceIfNoProgramListens) {
  if (under_wine()) GTEST_SKIP() << "Wine does not tell that a UDP port is unreachable";
  DatagramLink link(reactor, {nobody(1), nobody(2), server.address()}, *find_protocol("echo"),
                    listener);
  link.say("hello");
  EXPECT_TRUE(wait_until([&] { return !server.heard().empty(); }));
  EXPECT_EQ(server.heard().front().bytes, "hello");
  EXPECT_EQ(listener.unreachable, 0);
  EXPECT_EQ(link.place(), server.address().to_string());
}

TEST_F(DatagramLinkToSeveral, TriesOneAfterTheOtherUntilOneAnswers) {
  DatagramStandIn silent("127.0.0.1");
  DatagramLink link(reactor, {silent.address(), server.address()}, *find_protocol("datagram"),
                    listener);
  link.join("Ann");
  EXPECT_TRUE(wait_until([&] { return !server.heard().empty(); }));
  EXPECT_TRUE(wait_until([&, joins = std::size_t{0}]() mutable {
    if (server.heard().size() > joins) server.send("Welcome to the server,Thanks for connecting!!");
    joins = server.heard().size();
    return !listener.replies.empty();
  }));
  link.say("hello");
  EXPECT_TRUE(wait_until([&] { return server.heard().back().bytes == "3Annhello"; }));
}

TEST_F(DatagramLinkToSeveral, ReportsOnceThatNoProgramListensAtTheLast) {
  if (under_wine()) GTEST_SKIP() << "Wine does not tell that a UDP port is unreachable";
  const Address last = nobody(2);
  DatagramLink link(reactor, {nobody(1), last}, *find_protocol("echo"), listener);
  link.say("hello");
  EXPECT_TRUE(wait_until([&] { return listener.unreachable > 0; }));
  EXPECT_EQ(link.place().find(last.to_string() + ": "), 0u) << link.place();
  EXPECT_FALSE(link.is_all_delivered());
  link.say("hello?");
  const std::uint64_t wake_ups = reactor.statistics().wake_ups;
  EXPECT_TRUE(wait_until([&] { return reactor.statistics().wake_ups > wake_ups; }))
      << "that it did not get there, either";
  EXPECT_EQ(listener.unreachable, 1);
}

// ------------------------------------------------------------- a server that removes who is silent

constexpr const char* welcome = "Welcome to the server,Thanks for connecting!!";
constexpr const char* removed =
    "6ServerYou have been silent for too long and are not in the room any more";

using Texts = std::vector<std::string>;

class DatagramLinkRemoved : public DatagramLinkToSeveral {
 protected:
  DatagramLinkRemoved() {
    link.join("Ann");
    EXPECT_TRUE(hears({"USERNAMEAnn"}));
    server.send(welcome);
    EXPECT_TRUE(wait_until([&] { return !listener.replies.empty(); }));
    known_ = server.heard().size();
  }

  // True if the server receives these datagrams next.
  bool hears(const Texts& expected) {
    const bool all = wait_until([&] { return server.heard().size() >= known_ + expected.size(); });
    for (std::size_t i = 0; all && i < expected.size(); ++i) {
      EXPECT_EQ(server.heard()[known_ + i].bytes, expected[i]);
    }
    known_ = server.heard().size();
    return all;
  }

  // Lets so much time pass that the server may have removed the client.
  void pause() {
    const TimePoint end = now() + milliseconds(1000);
    EXPECT_TRUE(wait_until([&] { return now() >= end; }));
  }

  bool gets_reply(const std::string& text) {
    return wait_until([&] { return listener.replies.back() == text; });
  }

  DatagramLink link{reactor, {server.address()}, *find_protocol("datagram"), listener};

 private:
  std::size_t known_ = 0;
};

TEST_F(DatagramLinkRemoved, JoinsAgainAtOnce) {
  server.send(removed);
  EXPECT_TRUE(hears({"USERNAMEAnn"}));
  EXPECT_EQ(listener.replies.back(), std::string(removed).substr(7));
  EXPECT_FALSE(link.is_all_delivered());
  EXPECT_TRUE(hears({"USERNAMEAnn"})) << "until it is answered";
  server.send(welcome);
  EXPECT_TRUE(gets_reply(welcome));
  EXPECT_TRUE(link.is_all_delivered());
  link.say("hello");
  EXPECT_TRUE(hears({"3Annhello"}));
}

TEST_F(DatagramLinkRemoved, SaysAgainWhatReachedNoMember) {
  pause();
  link.say("one");
  link.say("two");
  EXPECT_FALSE(link.is_all_delivered()) << "the answer may be on its way";
  EXPECT_TRUE(hears({"3Annone", "3Anntwo"}));
  server.send(removed);
  EXPECT_TRUE(hears({"USERNAMEAnn"}));
  link.say("three");
  EXPECT_GT(link.unsent(), 0u) << "it waits for the welcome";
  server.send(welcome);
  EXPECT_TRUE(hears({"3Annone", "3Anntwo", "3Annthree"}));
  EXPECT_TRUE(wait_until([&] { return link.is_all_delivered(); }));
  link.say("four");
  EXPECT_TRUE(hears({"3Annfour"}));
}

TEST_F(DatagramLinkRemoved, DoesNotRepeatWhatWasSaidBefore) {
  pause();
  link.say("before");
  EXPECT_TRUE(hears({"3Annbefore"}));
  EXPECT_TRUE(wait_until([&] { return link.is_all_delivered(); })) << "no answer: it was a member";
  server.send(removed);
  EXPECT_TRUE(hears({"USERNAMEAnn"}));
  server.send(welcome);
  EXPECT_TRUE(gets_reply(welcome));
  link.say("after");
  EXPECT_TRUE(hears({"3Annafter"}));
}

TEST_F(DatagramLinkRemoved, LeavesOnceItHasSaidItAgain) {
  pause();
  link.say("hello");
  link.leave();
  EXPECT_TRUE(hears({"3Annhello", "exit@me"}));
  server.send(removed);
  EXPECT_TRUE(hears({"USERNAMEAnn"}));
  server.send(welcome);
  EXPECT_TRUE(hears({"3Annhello", "exit@me"}));
  EXPECT_TRUE(wait_until([&] { return link.is_all_delivered(); }));
}

TEST_F(DatagramLinkRemoved, DoesNotJoinAgainOnlyToLeave) {
  link.leave();
  EXPECT_TRUE(hears({"exit@me"}));
  server.send(removed);
  EXPECT_TRUE(gets_reply(std::string(removed).substr(7)));
  EXPECT_TRUE(link.is_all_delivered());
}

TEST_F(DatagramLinkRemoved, TreatsTheWordsOfARefusalAsTextWhileItIsAMember) {
  server.send("Username already taken!");
  EXPECT_TRUE(gets_reply("Username already taken!"));
  EXPECT_EQ(listener.refusals, 0);
  server.send(removed);
  EXPECT_TRUE(hears({"USERNAMEAnn"}));
  server.send("Username already taken!");
  EXPECT_TRUE(wait_until([&] { return listener.refusals == 1; }));
}

}  // namespace
}  // namespace chatlab::datagram_link_test
