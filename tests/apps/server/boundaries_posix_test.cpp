// Counts sends per message: every send that TCP accepts at once arrives as a segment of its own,
// and Linux reports how many segments there were. tcp(7), TCP_INFO
#include <gtest/gtest.h>

#ifdef __linux__
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstddef>
#include <string>

#include "tests/support/protocol_lists.hpp"
#include "tests/support/server_under_test.hpp"

namespace chatlab::boundaries_posix_test {
namespace {

// The number of segments with data that have arrived; -1 if the system does not report it.
int segments_received(const TcpSocket& socket) {
  tcp_info info = {};
  socklen_t size = sizeof info;
  const int descriptor = static_cast<int>(socket.handle());
  if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return -1;
  if (size < offsetof(tcp_info, tcpi_data_segs_in) + sizeof info.tcpi_data_segs_in) return -1;
  return static_cast<int>(info.tcpi_data_segs_in);
}

class Segments : public testing::TestWithParam<std::string> {
 protected:
  // Sends ten messages that the server reads in one turn. Returns in how many segments they arrive.
  int segments_for_ten_messages() {
    const Person listener = room.join(GetParam(), "Listener");
    const Person talker = room.join("line", "Ann");
    room.forget_all();
    const int before = segments_received(listener.stream().socket);
    if (before < 0) return before;
    std::string expected;
    for (int i = 0; i < 10; ++i) {
      talker.say(std::to_string(i));
      expected += listener.dialect->said("Ann", std::to_string(i));
    }
    EXPECT_TRUE(room.hears(listener, expected));
    return segments_received(listener.stream().socket) - before;
  }

  ServerUnderTest room;
};

const auto protocol_of = [](const auto& tested) { return tested.param; };

class WithoutFraming : public Segments {};
INSTANTIATE_TEST_SUITE_P(Protocols, WithoutFraming,
                         testing::ValuesIn(stream_protocols_without_boundaries()), protocol_of);

TEST_P(WithoutFraming, EachMessageLeavesInASendOfItsOwn) {
  const int segments = segments_for_ten_messages();
  if (segments < 0) GTEST_SKIP() << "this system does not count segments";
  EXPECT_EQ(segments, 10);
}

class WithFraming : public Segments {};
INSTANTIATE_TEST_SUITE_P(Protocols, WithFraming,
                         testing::ValuesIn(stream_protocols_with_boundaries()), protocol_of);

TEST_P(WithFraming, AllMessagesOfATurnLeaveInOneSend) {
  const int segments = segments_for_ten_messages();
  if (segments < 0) GTEST_SKIP() << "this system does not count segments";
  EXPECT_EQ(segments, 1);
}

}  // namespace
}  // namespace chatlab::boundaries_posix_test
#endif
