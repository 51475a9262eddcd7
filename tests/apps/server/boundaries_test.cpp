// The end of a message: with framing, it does not matter how TCP cuts the bytes; without framing,
// each message is sent by itself, which is all that the server can do.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/protocol_lists.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::boundaries_test {
namespace {

using Chunks = std::vector<std::string>;

class Boundaries : public testing::TestWithParam<std::string> {
 protected:
  Boundaries() : listener(room.join(GetParam(), "Listener")) {
    talker = room.join("line", "Ann");
    room.forget_all();
    listener.stream().keeps_chunks = true;
    listener.stream().chunks.clear();
  }

  ServerUnderTest room;
  Person listener;
  Person talker;
};

const auto protocol_of = [](const auto& tested) { return tested.param; };

INSTANTIATE_TEST_SUITE_P(Protocols, Boundaries, testing::ValuesIn(stream_protocols()), protocol_of);

TEST_P(Boundaries, AListenerThatReadsInTimeGetsEachMessageAsAChunk) {
  Chunks expected;
  for (const std::string text : {"one", "two", "three", "four"}) {
    talker.say(text);
    expected.push_back(listener.dialect->said("Ann", text));
    ASSERT_TRUE(room.hears(listener, expected.back()));
  }
  EXPECT_EQ(listener.stream().chunks, expected);
}

}  // namespace
}  // namespace chatlab::boundaries_test
