#include "platform/call_observer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <system_error>
#include <thread>

#include "platform/standard_output.hpp"
#include "platform/udp_socket.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/recording_observers.hpp"
#include "tests/support/system_words.hpp"
#include "tests/support/wine.hpp"

namespace chatlab::call_observer_test {
namespace {

TEST(CallObserver, EachCallOfAConnectionIsReportedWithItsBytes) {
  StreamPair pair = make_stream_pair();
  const RecordingCallObserver observer;
  pair.theirs.send("hello", 5);
  ASSERT_TRUE(await_readable(pair.ours.handle()));
  char buffer[10];
  pair.ours.receive(buffer, sizeof buffer);
  EXPECT_TRUE(observer.has("send 5 of 5 \"hello\""));
  EXPECT_TRUE(observer.has("recv 5 of 10 \"hello\""));
  EXPECT_EQ(observer.handles.front(), pair.theirs.handle());
}

TEST(CallObserver, ACallThatWouldBlockIsReportedWithTheSystemsErrorName) {
  StreamPair pair = make_stream_pair();
  const RecordingCallObserver observer;
  char buffer[10];
  pair.ours.receive(buffer, sizeof buffer);
  ASSERT_EQ(observer.lines.size(), 1u);
  EXPECT_EQ(observer.lines[0], "recv " + word_here("EAGAIN", "WSAEWOULDBLOCK"));
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
  EXPECT_TRUE(observer.has(word_here("shutdown SHUT_WR", "shutdown SD_SEND")));
  EXPECT_TRUE(observer.has("recv closed"));
  if (under_wine()) return;  // it tells a reset as an orderly end
  EXPECT_EQ(observer.lines.back(), "recv " + word_here("ECONNRESET", "WSAECONNRESET"));
}

TEST(CallObserver, AResetOfOurOwnIsNoCommonClose) {
  StreamPair pair = make_stream_pair();
  const RecordingCallObserver observer;
  pair.ours.reset();
  EXPECT_EQ(observer.lines, std::vector<std::string>{word_here("close with SO_LINGER 0",
                                                               "closesocket with SO_LINGER 0")});
}

TEST(CallObserver, OpeningAndClosingAreReported) {
  const RecordingCallObserver observer;
  make_stream_pair();
  const std::string prepared = word_here("fcntl O_NONBLOCK, FD_CLOEXEC", "ioctlsocket FIONBIO");
  const std::vector<std::string> of_listener = {"socket", prepared,      "setsockopt",
                                                "bind",   "getsockname", "listen"};
  const std::string lines = testing::PrintToString(observer.lines);
  ASSERT_GT(observer.lines.size(), of_listener.size()) << lines;
  const std::vector<std::string> first(
      observer.lines.begin(),
      observer.lines.begin() + static_cast<std::ptrdiff_t>(of_listener.size()));
  EXPECT_EQ(first, of_listener);
  EXPECT_NE(lines.find("\"connect " + word_here("EINPROGRESS", "WSAEWOULDBLOCK") + " peer 127."),
            std::string::npos)
      << lines;
  EXPECT_NE(lines.find("\"accept peer 127.0.0.1:"), std::string::npos) << lines;
  EXPECT_EQ(observer.lines.back(), word_here("close", "closesocket"));
}

TEST(CallObserver, AFailedHalfCloseIsReportedWithItsError) {
  const RefusingAddress nobody;
  IoResult result;
  TcpSocket refused = TcpSocket::connect(nobody.address(), result);
  ASSERT_TRUE(await_writable(refused.handle()));
  const RecordingCallObserver observer;
  refused.shutdown_send();
  EXPECT_EQ(observer.lines, std::vector<std::string>{word_here("shutdown SHUT_WR ENOTCONN",
                                                               "shutdown SD_SEND WSAENOTCONN")});
}

TEST(CallObserver, WhatIsNotAcknowledgedIsReportedIfTheSystemTells) {
  StreamPair pair = make_stream_pair();
  const RecordingCallObserver observer;
  EXPECT_EQ(pair.ours.unacknowledged(), 0u);
  if (on_windows()) {
    EXPECT_TRUE(observer.lines.empty()) << "Windows has no such call";
  } else {
    EXPECT_EQ(observer.lines, std::vector<std::string>{call_name(Call::ask_unacknowledged)});
  }
}

TEST(CallObserver, AFailedBindIsReported) {
  const TcpListener first(loopback());
  const RecordingCallObserver observer;
  EXPECT_THROW(TcpListener{first.local_address()}, std::system_error);
  EXPECT_TRUE(observer.has("bind " + word_here("EADDRINUSE", "WSAEADDRINUSE")))
      << testing::PrintToString(observer.lines);
  EXPECT_EQ(observer.lines.back(), word_here("close", "closesocket")) << "and it is closed";
}

TEST(CallObserver, OptionsAreReportedOncePerSocketAfterItWasAccepted) {
  TcpListener listener(loopback());
  IoResult result;
  const TcpSocket peer = TcpSocket::connect(listener.local_address(), result);
  const std::string from = peer.local_address().to_string();
  ASSERT_TRUE(await_readable(listener.handle()));
  const RecordingCallObserver observer;
  const Accepted accepted = listener.accept();
  const std::size_t on_this_system = on_windows() ? 4 : 3;
  ASSERT_EQ(observer.lines.size(), on_this_system) << testing::PrintToString(observer.lines);
  EXPECT_EQ(observer.lines[0], "accept peer " + from);
  EXPECT_EQ(observer.lines[1], word_here("fcntl O_NONBLOCK, FD_CLOEXEC", "ioctlsocket FIONBIO"));
  EXPECT_EQ(observer.lines[2], "setsockopt");
  if (on_windows()) {
    EXPECT_EQ(observer.lines[3], "WSAIoctl SIO_KEEPALIVE_VALS");
  }
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
  EXPECT_TRUE(observer.has(word_here("sendmsg", "WSASendMsg") + " 2 of 2 \"hi\" peer " +
                           receiver.local_address().to_string()));
  EXPECT_TRUE(observer.has(word_here("recvmsg", "WSARecvMsg") + " 2 of 10 \"hi\" peer " +
                           sender.local_address().to_string()));
}

TEST(CallObserver, StandardOutputIsReported) {
  StandardOutput error(StandardOutput::Stream::error);
  const RecordingCallObserver observer;
  error.write("\n", 1);
  EXPECT_TRUE(observer.has(word_here("write", "WriteFile") + " 1 of 1 \"\n\""));
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
