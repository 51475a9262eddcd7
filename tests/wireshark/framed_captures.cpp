// `framed`: the stream with boundaries, cut in all the wrong places.
#include <string>
#include <string_view>
#include <vector>

#include "tests/wireshark/captures.hpp"
#include "tests/wireshark/script.hpp"

namespace chatlab {
namespace {

constexpr std::uint16_t port = 3000;

constexpr std::string_view ann_joins = "3         Ann";
constexpr std::string_view ann_says = "5         hello";
constexpr std::string_view ann_leaves = "7         exit@me";
constexpr std::string_view welcome = "45        Welcome to the server,Thanks for connecting!!";
constexpr std::string_view bob_joins = "6         Server27        Bob joined the conversation";
constexpr std::string_view bob_says = "3         Bob6         hi Ann";

std::string joined(const std::vector<std::string_view>& pieces) {
  std::string bytes;
  for (const std::string_view piece : pieces) bytes += piece;
  return bytes;
}

void talk_framed(Script& script) {
  script.open();
  script.client(ann_joins);
  script.server(welcome);
  script.server(bob_joins);
  script.client(ann_says);
  script.server(bob_says);
  script.client(ann_leaves);
  script.close();
}

// One conversation; the same elsewhere, without its handshake, and without all of its beginning.
void write_framed(const std::string& folder) {
  Script plain(port);
  talk_framed(plain);
  plain.write(folder + "/framed.pcap");

  Script elsewhere(other_port, "::1");
  talk_framed(elsewhere);
  elsewhere.write(folder + "/framed_ipv6_port_4711.pcap");
  elsewhere.drop_first(3);
  elsewhere.write(folder + "/framed_port_4711_without_syn.pcap");

  Script without_syn(port);
  talk_framed(without_syn);
  without_syn.drop_first(3);
  without_syn.write(folder + "/framed_without_syn.pcap");

  Script begun_late(port);
  talk_framed(begun_late);
  begun_late.drop_first(5);
  begun_late.write(folder + "/framed_begun_late.pcap");
}

// The same, as much in one segment as there is, and as little.
void write_framed_sizes(const std::string& folder) {
  Script one_segment(port);
  one_segment.open();
  one_segment.client(joined({ann_joins, ann_says, ann_leaves}));
  one_segment.server(joined({welcome, bob_joins, bob_says}));
  one_segment.close();
  one_segment.write(folder + "/framed_one_segment.pcap");

  Script bytes(port);
  bytes.open();
  bytes.client_byte_by_byte(joined({ann_joins, ann_says, ann_leaves}));
  bytes.server_byte_by_byte(joined({welcome, bob_joins, bob_says}));
  bytes.close();
  bytes.write(folder + "/framed_one_byte_per_segment.pcap");
}

// Cuts that fall where it hurts: within a header, between a sender and its text, and one segment
// that ends a frame, holds another and begins a third.
void write_framed_cuts(const std::string& folder) {
  Script cut(port);
  cut.open();
  cut.client("3     ");
  cut.client("    An");
  cut.client("n5         hello7    ");
  cut.client("     exit@me");
  cut.server("45        Welcome to the server,");
  cut.server("Thanks for connecting!!3         Bob");
  cut.server("6         hi Ann3  ");
  cut.server("       Bob2         ok");
  cut.close();
  cut.write(folder + "/framed_cut.pcap");

  // Packets 4 to 7 are the client's, 8 to 11 the server's.
  cut.swap(5, 6);
  cut.swap(8, 11);
  cut.write(folder + "/framed_out_of_order.pcap");
}

// A person types into telnet; lengths that are none; and the server that has no place for Ann.
void write_framed_errors(const std::string& folder) {
  Script telnet(port);
  telnet.open();
  telnet.client("hello\r\n");
  telnet.client("is this on?\r\n");
  telnet.server("42        Malformed message: its header is no length");
  telnet.close();
  telnet.write(folder + "/framed_by_telnet.pcap");

  Script lengths(port);
  lengths.open();
  lengths.client(ann_joins);
  lengths.client("          no digits");
  lengths.client("1 2       two numbers");
  lengths.client("-5        hello");
  lengths.client("9999999999");
  lengths.client("0         ");
  lengths.client("   5      hello");
  lengths.client("00000000055 more5         hello");
  lengths.close();
  lengths.write(folder + "/framed_lengths.pcap");

  Script refused(port);
  refused.open();
  refused.client(ann_joins);
  refused.server("23        Username already taken!");
  refused.reset(Side::local);
  refused.write(folder + "/framed_refused.pcap");
}

// Two connections from one port, one after the other: the second begins with a name again.
void write_framed_twice(const std::string& folder) {
  Script twice(port);
  talk_framed(twice);
  twice.open();
  twice.client("3         Eve");
  twice.client(ann_says);
  twice.close();
  twice.write(folder + "/framed_port_used_twice.pcap");
}

}  // namespace

void write_framed_captures(const std::string& folder) {
  write_framed(folder);
  write_framed_sizes(folder);
  write_framed_cuts(folder);
  write_framed_errors(folder);
  write_framed_twice(folder);
}

}  // namespace chatlab
