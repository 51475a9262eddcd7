// `line`, which ends its messages, and `named` and `anonymous`, which do not.
#include <string>
#include <string_view>

#include "tests/wireshark/captures.hpp"
#include "tests/wireshark/script.hpp"

namespace chatlab {
namespace {

constexpr std::uint16_t line_port = 5001;
constexpr std::uint16_t named_port = 4000;
constexpr std::uint16_t anonymous_port = 5555;

constexpr std::string_view line_welcome =
    "\r..... Welcome to the chat. Enter 'bye' anytime to exit....\n\n";

// Two messages in one segment, in both directions; and words that only look like a second one.
void write_named_glue(const std::string& folder) {
  Script glued(named_port);
  glued.open();
  glued.client("Ann");
  glued.client("Ann: helloAnn: again");
  glued.client("Ann: I am Ann: really");
  glued.client("Ann: so longq:quit");
  glued.server("Bob: hi");
  glued.server("Bob: how are you?Bob: hm?");
  glued.server("Eve has joined the chat room.Bob: hi Eve");
  glued.server("Bob: hiEve has left the chat room.");
  glued.server("Bob: I told Eve: no");
  glued.close();
  glued.write(folder + "/named_glued.pcap");

  Script glued_name(named_port);
  glued_name.open();
  glued_name.client("AnnAnn: hello");
  glued_name.client("Ann: hello");
  glued_name.close();
  glued_name.write(folder + "/named_glued_name.pcap");
}

}  // namespace

void write_line_captures(const std::string& folder) {
  Script plain(line_port);
  plain.open();
  plain.client("Ann");
  plain.server(line_welcome);
  plain.server("\r Bob joined the conversation \n");
  plain.client("hello\n");
  plain.server("\rBob: hi: Ann\n\rServer: news\n");
  plain.server("\rBob left the conversation \33[0m\n");
  plain.server("\r\33[31m\33[1mEve left the conversation unexpectedly\33[0m\n");
  plain.client("bye\n");
  plain.close();
  plain.write(folder + "/line.pcap");

  Script by_hand(line_port);
  by_hand.open();
  by_hand.client("Ann\r\nhello\r\n\r\nhow ");
  by_hand.client("are you?\r\nbye\r\n");
  by_hand.server("\r Username already taken!\n");
  by_hand.close();
  by_hand.write(folder + "/line_by_hand.pcap");

  Script bytes(line_port);
  bytes.open();
  bytes.client_byte_by_byte("Ann\nhello\n");
  bytes.server_byte_by_byte("\rBob: hi\n");
  bytes.close();
  bytes.write(folder + "/line_one_byte_per_segment.pcap");

  Script late(line_port);
  late.open();
  late.server(line_welcome);
  late.server("\rBob: hi\n");
  late.client("hello\n");
  late.drop_first(4);
  late.write(folder + "/line_begun_late.pcap");
}

void write_named_captures(const std::string& folder) {
  Script plain(named_port);
  plain.open();
  plain.client("Ann");
  plain.server("Bob has joined the chat room.");
  plain.client("Ann: hello");
  plain.client("Bob: hi");
  plain.server("Bob: time: 12:30");
  plain.server("Server: news");
  plain.server("Bob has left the chat room.");
  plain.client("Ann:one\ntwo\n");
  plain.client("q:quit");
  plain.close();
  plain.write(folder + "/named.pcap");

  Script no_utf8(named_port);
  no_utf8.open();
  no_utf8.client("A\xffnn\xc3\xab");
  no_utf8.client("hello");
  no_utf8.close();
  no_utf8.write(folder + "/named_no_utf8.pcap");

  Script refused(named_port);
  refused.open();
  refused.client("Ann");
  refused.server("The server is full");
  refused.server("The server is full");
  refused.close();
  refused.write(folder + "/named_refused.pcap");

  write_named_glue(folder);
}

void write_anonymous_captures(const std::string& folder) {
  Script plain(anonymous_port);
  plain.open();
  plain.server("[Server] Bob joined the conversation");
  plain.client("hello");
  plain.client("one\r\ntwo");
  plain.server("[Bob] hi [you] there");
  plain.server("[127.0.0.1:51600] me too");
  plain.server("[Bob] hi[127.0.0.1:51600] hi");
  plain.server("[Bob] hi[Bob] hi");
  plain.server("[[::1]:51601] hi[[::1]:51601] hi");
  plain.close();
  plain.write(folder + "/anonymous.pcap");

  Script refused(anonymous_port);
  refused.open();
  refused.server("[Server] You are banned from this chat");
  refused.close();
  refused.write(folder + "/anonymous_refused.pcap");

  Script ipv6(anonymous_port, "fe80::1");
  ipv6.open();
  ipv6.client("hello");
  ipv6.server("[[fe80::2]:40000] hi");
  ipv6.close();
  ipv6.write(folder + "/anonymous_ipv6.pcap");
}

}  // namespace chatlab
