#include "platform/udp_socket.hpp"

#include <gtest/gtest.h>

#include <string>
#include <system_error>

#include "tests/support/loopback.hpp"

namespace chatlab::udp_socket_test {
namespace {

struct Datagram : ReceivedDatagram {
  std::string text;
};

Datagram received_soon(UdpSocket& socket, std::size_t space = 65536) {
  EXPECT_TRUE(await_readable(socket.handle()));
  std::string buffer(space, '\0');
  const ReceivedDatagram received = socket.receive(buffer.data(), space);
  buffer.resize(received.result.bytes);
  return {received, buffer};
}

TEST(UdpSocket, CarriesADatagramWithItsSendersAddress) {
  UdpSocket sender(loopback());
  UdpSocket receiver(loopback());
  EXPECT_EQ(sender.send_to("hello", 5, receiver.local_address()).bytes, 5u);
  const Datagram datagram = received_soon(receiver);
  EXPECT_EQ(datagram.text, "hello");
  EXPECT_EQ(datagram.from, sender.local_address());
}

TEST(UdpSocket, NeverWaitsForADatagram) {
  UdpSocket socket(loopback());
  char byte = 0;
  EXPECT_EQ(socket.receive(&byte, 1).result.status, IoStatus::would_block);
}

TEST(UdpSocket, KeepsDatagramsApart) {
  UdpSocket sender(loopback());
  UdpSocket receiver(loopback());
  sender.send_to("one", 3, receiver.local_address());
  sender.send_to("two", 3, receiver.local_address());
  EXPECT_EQ(received_soon(receiver).text, "one");
  EXPECT_EQ(received_soon(receiver).text, "two");
}

TEST(UdpSocket, CarriesAnEmptyDatagramWhichIsNoEndOfStream) {
  UdpSocket sender(loopback());
  UdpSocket receiver(loopback());
  EXPECT_EQ(sender.send_to("", 0, receiver.local_address()).status, IoStatus::done);
  const Datagram datagram = received_soon(receiver);
  EXPECT_EQ(datagram.result.status, IoStatus::done);
  EXPECT_EQ(datagram.text, "");
  EXPECT_EQ(datagram.from, sender.local_address());
}

TEST(UdpSocket, CutsOffWhatDoesNotFit) {
  UdpSocket sender(loopback());
  UdpSocket receiver(loopback());
  sender.send_to("abcdef", 6, receiver.local_address());
  const Datagram datagram = received_soon(receiver, 4);
  EXPECT_EQ(datagram.result.status, IoStatus::done);
  EXPECT_EQ(datagram.text, "abcd");
}

TEST(UdpSocket, RefusesADatagramThatIsTooLarge) {
  UdpSocket sender(loopback());
  const UdpSocket receiver(loopback());
  const std::string large(70000, 'x');
  const IoResult result = sender.send_to(large.data(), large.size(), receiver.local_address());
  EXPECT_EQ(result.status, IoStatus::error);
  EXPECT_EQ(result.error, std::errc::message_size) << result.error.message();
}

TEST(UdpSocket, CarriesADatagramOverIpv6) {
  const auto address = ipv6_loopback();
  if (!address) GTEST_SKIP() << "no IPv6 on this machine";
  UdpSocket sender(*address);
  UdpSocket receiver(*address);
  sender.send_to("six", 3, receiver.local_address());
  const Datagram datagram = received_soon(receiver);
  EXPECT_EQ(datagram.text, "six");
  EXPECT_EQ(datagram.from, sender.local_address());
}

// ----------------------------------------------------------------------- addresses of this machine

// Sends a datagram to `ip` at the receiver's port, and returns it as it was received.
Datagram sent_to(const std::string& ip, UdpSocket& sender, UdpSocket& receiver) {
  const Address to = *Address::parse(ip, receiver.local_address().port());
  EXPECT_EQ(sender.send_to("hello", 5, to).status, IoStatus::done);
  return received_soon(receiver);
}

TEST(UdpSocket, TellsWhichAddressADatagramWasSentTo) {
  UdpSocket sender(loopback());
  UdpSocket receiver(loopback());
  EXPECT_EQ(sent_to("127.0.0.1", sender, receiver).to, receiver.local_address());
}

TEST(UdpSocket, BoundToAllAddressesTellsWhichOfThemADatagramWasSentTo) {
  UdpSocket sender(loopback());
  UdpSocket receiver(*Address::parse("0.0.0.0", 0));
  const Datagram datagram = sent_to("127.0.0.1", sender, receiver);
  EXPECT_EQ(datagram.to, *Address::parse("127.0.0.1", receiver.local_address().port()));
}

TEST(UdpSocket, BoundToAllIpv6AddressesTellsWhichOfThemADatagramWasSentTo) {
  const auto address = ipv6_loopback();
  if (!address) GTEST_SKIP() << "no IPv6 on this machine";
  UdpSocket sender(*address);
  UdpSocket receiver(*Address::parse("::", 0));
  const Datagram datagram = sent_to("::1", sender, receiver);
  EXPECT_EQ(datagram.to, *Address::parse("::1", receiver.local_address().port()));
  receiver.send_to("back", 4, datagram.from, datagram.to);
  EXPECT_EQ(received_soon(sender).from, datagram.to);
}

// ------------------------------------------------------------------------------------------ errors

TEST(UdpSocket, ThatMustShareItsPortSaysWhichAddressIsInUse) {
  const UdpSocket first(loopback());
  try {
    const UdpSocket second(first.local_address());
    FAIL() << "two sockets have one port";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::address_in_use) << error.what();
  }
}

}  // namespace
}  // namespace chatlab::udp_socket_test
