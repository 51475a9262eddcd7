// A member that reads all the time, though slowly, while the server's system accepts no more output
// for it. POSIX only, where a test can find the server's end of a connection and can make the
// buffer of its output smaller.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <chrono>
#include <string>

#include "tests/apps/server/flooded_room.hpp"

namespace chatlab::slow_reader_posix_test {
namespace {

using std::chrono::seconds;

void set_option(int handle, int option, int value) {
  ASSERT_EQ(::setsockopt(handle, SOL_SOCKET, option, &value, sizeof value), 0);
}

// The server's end of the connection from `port`; -1 if there is none.
int handle_connected_to(int port) {
  rlimit limit = {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  for (int handle = 3; handle < static_cast<int>(limit.rlim_cur) && handle < 1024; ++handle) {
    sockaddr_in peer = {};
    socklen_t size = sizeof peer;
    if (::getpeername(handle, reinterpret_cast<sockaddr*>(&peer), &size) != 0) continue;
    if (peer.sin_family == AF_INET && ntohs(peer.sin_port) == port) return handle;
  }
  return -1;
}

class SlowReader : public FloodedRoomOfOrdinarySize {
 protected:
  // Slow's receive buffer keeps its size: with a smaller one, Slow's system would drop what is
  // under way, and the server's system sends that again only after a time that doubles with each
  // attempt.
  SlowReader() { slow.stream().reads = false; }

  // As a system does that has too little memory for TCP: it accepts nothing more until most of what
  // it has accepted was acknowledged.
  void make_output_buffer_small() {
    const int handle = handle_connected_to(slow.stream().address().port());
    ASSERT_NE(handle, -1);
    set_option(handle, SO_SNDBUF, 4096);
  }

  void read_for(milliseconds duration, std::size_t bytes_per_second) {
    const TimePoint start = now();
    std::size_t read = 0;
    room.wait_until([&] {
      const auto elapsed = std::chrono::duration_cast<milliseconds>(now() - start);
      const std::size_t due = bytes_per_second * static_cast<std::size_t>(elapsed.count()) / 1000;
      for (; read < due; read += 1000) slow.stream().read_some(1000);
      return elapsed > duration || !room.has("Slow");
    });
  }

  Person slow = room.join("framed", "Slow");
};

// Slow's system announces free space only after about 100 KB were read: eight times per second at
// this rate. The server's system holds about 4 MB (on Linux), enough for three seconds.
TEST_F(SlowReader, StaysThoughTheSystemAcceptsNothingForSeconds) {
  flood_until_congested();
  make_output_buffer_small();
  read_for(seconds(3), 800 * 1000);
  EXPECT_TRUE(room.has("Slow")) << "it was slow, not dead: " << room.log();
  EXPECT_TRUE(is_congested());
}

// So little that its system announces no free space: to the server, a reader that has stopped.
TEST_F(SlowReader, IsClosedIfItTakesTooLittle) {
  flood_until_congested();
  make_output_buffer_small();
  read_for(seconds(4), 4000);
  EXPECT_FALSE(room.has("Slow"));
  EXPECT_NE(room.log().find("stalled: took nothing for a second"), std::string::npos);
}

}  // namespace
}  // namespace chatlab::slow_reader_posix_test
