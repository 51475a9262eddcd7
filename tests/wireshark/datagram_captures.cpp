// `datagram`, `echo` and `peer`: over UDP, a message is a datagram.
#include "tests/wireshark/captures.hpp"
#include "tests/wireshark/script.hpp"

namespace chatlab {
namespace {

constexpr std::uint16_t datagram_port = 3000;
constexpr std::uint16_t echo_port = 5555;

}  // namespace

void write_datagram_captures(const std::string& folder) {
  Script plain(datagram_port);
  plain.datagram_to_server("USERNAMEAnn");
  plain.datagram_to_client("Welcome to the server,Thanks for connecting!!");
  plain.datagram_to_client("6ServerBob joined the conversation");
  plain.datagram_to_server("3Annhello");
  plain.datagram_to_client("3Bob3 words here");
  plain.datagram_to_client("9Christop\xe2\x80\xa6hello");
  plain.datagram_to_client(
      "4Zo\xc3\xab"
      "Xhello");
  plain.datagram_to_server("hello without a name\n");
  plain.datagram_to_server("3Annexit@me");
  plain.datagram_to_server("exit@me\r\n");
  plain.write(folder + "/datagram.pcap");

  Script long_name(datagram_port, "::1");
  long_name.datagram_to_server("USERNAMEChristopher");
  long_name.datagram_to_client("Username already taken!");
  long_name.datagram_to_server("11Christopherhello");
  long_name.datagram_to_server("11Christina is here");
  long_name.datagram_to_server("9too few");
  long_name.datagram_to_server("");
  long_name.datagram_to_client("no digit");
  long_name.write(folder + "/datagram_long_name_ipv6.pcap");
}

void write_echo_and_peer_captures(const std::string& folder) {
  Script echo(echo_port);
  echo.datagram_to_server("hello");
  echo.datagram_to_client("[127.0.0.1:51514] hello");
  echo.write(folder + "/echo.pcap");

  Script peer(other_port);
  peer.datagram_to_server("hello\n");
  peer.datagram_to_client("good \xffmorning");
  peer.write(folder + "/peer_port_4711.pcap");
}

}  // namespace chatlab
