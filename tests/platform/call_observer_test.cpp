#include "platform/call_observer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <system_error>
#include <thread>

#include "platform/standard_output.hpp"
#include "platform/udp_socket.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/recording_observers.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::call_observer_test {
namespace {

// This system's names of the calls and errors below.
const std::string recv_name = call_name(Call::receive);

TEST(CallObserver, EachCallOfAConnectionIsReportedWithItsBytes) {
  StreamPair pair = make_stream_pair();
  const RecordingCallObserver observer;
  pair.theirs.send("hello", 5);
  ASSERT_TRUE(await_readable(pair.ours.handle()));
  char buffer[10];
  pair.ours.receive(buffer, sizeof buffer);
  EXPECT_TRUE(observer.has("send 5 of 5 \"hello\""));
  EXPECT_TRUE(observer.has(recv_name + " 5 of 10 \"hello\""));
  EXPECT_EQ(observer.handles.front(), pair.theirs.handle());
}

TEST(CallObserver, ACallThatWouldBlockIsReportedWithTheSystemsErrorName) {
  StreamPair pair = make_stream_pair();
  const RecordingCallObserver observer;
  char buffer[10];
  pair.ours.receive(buffer, sizeof buffer);
  ASSERT_EQ(observer.lines.size(), 1u);
  const std::string& line = observer.lines[0];
  EXPECT_TRUE(line == recv_name + " EAGAIN" || line == recv_name + " WSAEWOULDBLOCK") << line;
}

TEST(CallObserver, TheEndOfAStreamAndAResetAreReported) {
  StreamPair ended = make_stream_pair();
  StreamPair broken = make_stream_pair();
  reset_by_peer(broken.ours, broken.theirs);
  const RecordingCallObserver observer;
  ended.theirs.shutdown_send();
  ASSERT_TRUE(await_readable(ended.ours.handle()));
  char buffer[10];
  ended.ours.receive(buffer, sizeof buffer);
  broken.ours.receive(buffer, sizeof buffer);
  EXPECT_TRUE(observer.has(call_name(Call::shut_down)));
  EXPECT_TRUE(observer.has(recv_name + " closed"));
  if (under_wine()) return;  // it tells a reset as an orderly end
  EXPECT_TRUE(observer.lines.back() == recv_name + " ECONNRESET" ||
              observer.lines.back() == recv_name + " WSAECONNRESET")
      << observer.lines.back();
}

TEST(CallObserver, AResetOfOurOwnIsNoCommonClose) {
  StreamPair pair = make_stream_pair();
  const RecordingCallObserver observer;
  pair.ours.reset();
  EXPECT_EQ(observer.lines, std::vector<std::string>{call_name(Call::reset)});
}

TEST(CallObserver, OpeningAndClosingAreReported) {
  const RecordingCallObserver observer;
  make_stream_pair();
  for (const Call call : {Call::open, Call::set_options, Call::bind, Call::listen, Call::close}) {
    EXPECT_TRUE(observer.has(call_name(call))) << call_name(call);
  }
  const std::string lines = testing::PrintToString(observer.lines);
  EXPECT_NE(lines.find("connect"), std::string::npos) << lines;
  EXPECT_NE(lines.find("accept peer 127.0.0.1:"), std::string::npos) << lines;
}

TEST(CallObserver, AFailedBindIsReported) {
  const TcpListener first(loopback());
  const RecordingCallObserver observer;
  EXPECT_THROW(TcpListener{first.local_address()}, std::system_error);
  EXPECT_TRUE(observer.has("bind EADDRINUSE") || observer.has("bind WSAEADDRINUSE"))
      << testing::PrintToString(observer.lines);
  EXPECT_EQ(observer.lines.back(), call_name(Call::close)) << "and the socket is closed";
}

TEST(CallObserver, OptionsAreReportedOncePerSocketAfterItWasAccepted) {
  TcpListener listener(loopback());
  IoResult result;
  const TcpSocket peer = TcpSocket::connect(listener.local_address(), result);
  ASSERT_TRUE(await_readable(listener.handle()));
  const RecordingCallObserver observer;
  const Accepted accepted = listener.accept();
  ASSERT_EQ(observer.lines.size(), 2u) << testing::PrintToString(observer.lines);
  EXPECT_EQ(observer.lines[0].rfind("accept", 0), 0u);
  EXPECT_EQ(observer.lines[1].rfind("setsockopt", 0), 0u);
  EXPECT_EQ(observer.handles.back(), accepted.socket.handle());
}

TEST(CallObserver, DatagramsAreReportedWithTheirAddresses) {
  UdpSocket sender(loopback());
  UdpSocket receiver(loopback());
  const RecordingCallObserver observer;
  sender.send_to("hi", 2, receiver.local_address());
  ASSERT_TRUE(await_readable(receiver.handle()));
  char buffer[10];
  receiver.receive(buffer, sizeof buffer);
  EXPECT_TRUE(observer.has(std::string(call_name(Call::send_datagram)) + " 2 of 2 \"hi\" peer " +
                           receiver.local_address().to_string()));
  EXPECT_TRUE(observer.has(std::string(call_name(Call::receive_datagram)) +
                           " 2 of 10 \"hi\" peer " + sender.local_address().to_string()));
}

TEST(CallObserver, StandardOutputIsReported) {
  StandardOutput error(StandardOutput::Stream::error);
  const RecordingCallObserver observer;
  error.write("\n", 1);
  EXPECT_TRUE(observer.has(std::string(call_name(Call::write_output)) + " 1 of 1 \"\n\""));
  EXPECT_EQ(observer.handles, std::vector<Handle>{2});
}

TEST(CallObserver, NothingIsReportedWithoutAnObserverOrWhileUnobserved) {
  StreamPair pair = make_stream_pair();
  const RecordingCallObserver observer;
  {
    const Unobserved pause;
    pair.ours.send("a", 1);
  }
  observe_calls(nullptr);
  pair.ours.send("b", 1);
  EXPECT_TRUE(observer.lines.empty());
}

// On Windows, the thread that feeds standard input uses sockets, too.
TEST(CallObserver, OtherThreadsAreNotObserved) {
  StreamPair pair = make_stream_pair();
  const RecordingCallObserver observer;
  std::thread([&] { pair.ours.send("a", 1); }).join();
  EXPECT_TRUE(observer.lines.empty());
}

}  // namespace
}  // namespace chatlab::call_observer_test
