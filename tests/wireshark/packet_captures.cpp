// Packets without a chat in them: whether Wireshark accepts what apps/trace/ writes.
#include <cstddef>
#include <string>

#include "tests/wireshark/captures.hpp"
#include "tests/wireshark/script.hpp"

namespace chatlab {

namespace {

// Connections that end in every way there is.
void write_connections(Capture& capture, const std::string& ip) {
  const Address server = address(ip, other_port);
  std::uint16_t port = 50000;
  for (const std::size_t size : {1u, 65495u, 65536u, 200000u}) {
    const Address client = address(ip, ++port);
    const Side opener = size % 2 == 0 ? Side::peer : Side::local;
    capture.record_open(first_time, port, server, client, opener);
    capture.record_sent(first_time, port, std::string(size, 'x'));
    capture.record_received(first_time, port, "odd");
    capture.record_end(first_time, port, Side::local);
    capture.record_received(first_time, port, "late");
    capture.record_end(first_time, port, Side::peer);
    capture.record_close(first_time, port);
  }
  for (const Side who : {Side::local, Side::peer}) {
    ++port;
    capture.record_open(first_time, port, server, address(ip, port), Side::peer);
    capture.record_sent(first_time, port, "hello");
    capture.record_reset(first_time, port, who);
  }
  capture.record_refusal(first_time, address(ip, 40001), server);
}

}  // namespace

void write_packet_captures(const std::string& folder) {
  Capture capture;
  for (const std::string ip : {"10.0.0.1", "2001:db8::1"}) {
    write_connections(capture, ip);
    for (const std::size_t size : {0u, 1u, 1400u, 65507u}) {
      const std::string bytes(size, 'y');
      capture.record_datagram_sent(first_time, address(ip, other_port), address(ip, 40000), bytes);
    }
  }
  write_file(folder + "/packets.pcap", capture.drain());
}

}  // namespace chatlab
