// Properties of UDP sockets that only POSIX systems report, and errors that only Linux reports.
#include <fcntl.h>
#include <gtest/gtest.h>

#include <string>

#include "platform/udp_socket.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::udp_socket_posix_test {
namespace {

TEST(UdpSocketPosix, IsNonBlockingAndNotInheritedByProgramsThatAreStarted) {
  const UdpSocket socket(loopback());
  const int descriptor = static_cast<int>(socket.handle());
  EXPECT_NE(fcntl(descriptor, F_GETFL) & O_NONBLOCK, 0);
  EXPECT_NE(fcntl(descriptor, F_GETFD) & FD_CLOEXEC, 0);
}

#ifdef __linux__
ReceivedDatagram received_soon(UdpSocket& socket, std::string& text) {
  EXPECT_TRUE(await_readable(socket.handle()));
  char buffer[64];
  const ReceivedDatagram received = socket.receive(buffer, sizeof buffer);
  text.assign(buffer, received.result.bytes);
  return received;
}

TEST(UdpSocketLinux, ReportsThatNoSocketListensAtADestination) {
  UdpSocket sender(loopback());
  const UnusedUdpAddress deserted;
  EXPECT_EQ(sender.send_to("x", 1, deserted.address()).status, IoStatus::done);
  std::string text;
  const ReceivedDatagram received = received_soon(sender, text);
  EXPECT_EQ(received.result.error, std::errc::connection_refused);
  EXPECT_EQ(received.from, deserted.address());
}

TEST(UdpSocketLinux, ReportsItOverIpv6) {
  const auto address = ipv6_loopback();
  if (!address) GTEST_SKIP() << "no IPv6 on this machine";
  UdpSocket sender(*address);
  const UnusedUdpAddress deserted("::1");
  EXPECT_EQ(sender.send_to("x", 1, deserted.address()).status, IoStatus::done);
  std::string text;
  const ReceivedDatagram received = received_soon(sender, text);
  EXPECT_EQ(received.result.error, std::errc::connection_refused);
  EXPECT_EQ(received.from, deserted.address());
}

// The error waits on the socket and in a queue, and either would keep the handle ready for ever.
TEST(UdpSocketLinux, ReportsADestinationOnceAndGoesOnReceiving) {
  UdpSocket sender(loopback());
  const UnusedUdpAddress deserted;
  sender.send_to("x", 1, deserted.address());
  std::string text;
  received_soon(sender, text);
  EXPECT_FALSE(await_readable(sender.handle(), milliseconds(1)));
  UdpSocket other(loopback());
  other.send_to("hello", 5, sender.local_address());
  EXPECT_EQ(received_soon(sender, text).result.status, IoStatus::done);
  EXPECT_EQ(text, "hello");
}

// The error makes the next send fail, whatever its destination.
TEST(UdpSocketLinux, SendsToOthersThoughADestinationIsUnreachable) {
  UdpSocket sender(loopback());
  UdpSocket other(loopback());
  const UnusedUdpAddress deserted;
  const Address first = deserted.address();
  const Address second = *Address::parse("127.0.0.1", 1);
  for (const Address& to : {first, other.local_address(), second, other.local_address()}) {
    EXPECT_EQ(sender.send_to("x", 1, to).status, IoStatus::done) << to.to_string();
  }
  std::string text;
  EXPECT_EQ(received_soon(other, text).result.status, IoStatus::done);
  EXPECT_EQ(received_soon(other, text).result.status, IoStatus::done);
  EXPECT_EQ(received_soon(sender, text).from, first);
  EXPECT_EQ(received_soon(sender, text).from, second);
  EXPECT_FALSE(await_readable(sender.handle(), milliseconds(1)));
}

// A datagram that can't be sent is reported by send_to() alone.
TEST(UdpSocketLinux, DoesNotReportADatagramThatItCouldNotSend) {
  UdpSocket sender(loopback());
  const UnusedUdpAddress deserted;
  const std::string large(70000, 'x');
  EXPECT_EQ(sender.send_to(large.data(), large.size(), deserted.address()).error,
            std::errc::message_size);
  std::string text;
  char byte = 0;
  EXPECT_EQ(sender.receive(&byte, 1).result.status, IoStatus::would_block);
  EXPECT_FALSE(await_readable(sender.handle(), milliseconds(1)));
}

TEST(UdpSocketLinux, BoundToAllAddressesAnswersFromTheAddressThatWasAsked) {
  UdpSocket server(*Address::parse("0.0.0.0", 0));
  UdpSocket client(loopback());
  const Address asked = *Address::parse("127.0.0.2", server.local_address().port());
  client.send_to("hello", 5, asked);
  std::string text;
  const ReceivedDatagram question = received_soon(server, text);
  EXPECT_EQ(question.to, asked);
  server.send_to("hi", 2, question.from, question.to);
  EXPECT_EQ(received_soon(client, text).from, asked);
}
#endif

}  // namespace
}  // namespace chatlab::udp_socket_posix_test
