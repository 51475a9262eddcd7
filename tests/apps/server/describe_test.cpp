// The descriptions of handlers, which traces, logs and debuggers show.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/recording_observers.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::describe_test {
namespace {

TEST(Describe, HandlersSayWhatTheyAre) {
  ServerUnderTest chat;
  const std::string tcp = chat.endpoint("framed").to_string();
  const std::string udp = chat.endpoint("datagram").to_string();
  const Person ann = chat.join("framed", "Ann");
  StreamClient& stranger = chat.connect("framed");
  chat.settle();
  RecordingReactorObserver seen;
  chat.reactor.observe(&seen);
  chat.reactor.observe(nullptr);
  const auto is_at = [](const StreamClient& client) { return client.address().to_string(); };
  EXPECT_TRUE(seen.has("added listener " + tcp + "/tcp (framed)"));
  EXPECT_TRUE(seen.has("added port " + udp + "/udp (datagram)"));
  EXPECT_TRUE(seen.has("added Ann at " + is_at(ann.stream()) + " (framed)"));
  EXPECT_TRUE(seen.has("added " + is_at(stranger) + " (framed)"));
}

}  // namespace
}  // namespace chatlab::describe_test
