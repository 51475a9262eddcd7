// --trace and --capture of the built programs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/support/capture_reader.hpp"
#include "tests/support/program_testing.hpp"
#include "tests/support/scratch_file.hpp"
#include "tests/support/system_words.hpp"

namespace chatlab::trace_test {
namespace {

class TraceProgram : public ProgramTest {};

TEST_F(TraceProgram, TheServerTracesOnStandardErrorAndLogsAsEver) {
  ChildProcess& server = start_server({"framed"}, {"--trace"});
  const Person ann = join("framed", "Ann");
  ann.say("hello");
  EXPECT_TRUE(shows(server, " > hello\n"));
  EXPECT_TRUE(complains(server, "Ann: recv = 15 of 65536  \"5         hello\"\n"));
  EXPECT_TRUE(complains(server, "          framed: a request to say \"hello\"\n"));
  EXPECT_EQ(server.output().find("recv"), std::string::npos);
}

TEST_F(TraceProgram, ExplainsEachPhenomenonOnce) {
  ChildProcess& server = start_server({"framed"}, {"--explain"});
  join("framed", "Ann");
  join("framed", "Bob");
  EXPECT_TRUE(complains(server, "room: event 2, Bob joins"));
  const std::string title = "          | A connection was accepted.\n";
  const std::size_t first = server.errors().find(title);
  ASSERT_NE(first, std::string::npos) << server.errors();
  EXPECT_EQ(server.errors().find(title, first + 1), std::string::npos);
}

// On Windows, standard input is a socket, which a thread writes to: its bytes come by recv.
TEST_F(TraceProgram, ExplainsHowInputArrivesOnThisSystem) {
  ChildProcess& server = start_server({"framed"}, {"--explain"});
  server.write("hello\n");
  ASSERT_TRUE(complains(server, word_here("read", "recv") + " = 6 of "));
  EXPECT_TRUE(complains(server, "room: event 1, Server says \"hello\""));
  const std::string title = "          | Input comes through a thread and a socket pair.\n";
  const std::size_t found = server.errors().find(title);
  if (!on_windows()) {
    EXPECT_EQ(found, std::string::npos) << server.errors();
    return;
  }
  ASSERT_NE(found, std::string::npos) << server.errors();
  EXPECT_EQ(server.errors().find(title, found + 1), std::string::npos) << "it is said once";
  std::fprintf(stderr, "%s\n", server.errors().substr(found, 500).c_str());
}

TEST_F(TraceProgram, TheTraceGoesToAFileInstead) {
  const ScratchFile file(".txt");
  ChildProcess& server = start_server({"framed"}, {"--trace=" + file.name});
  join("framed", "Ann");
  EXPECT_TRUE(wait_until([&] {
    return file.has("room: event 1, Ann joins; 0 members are told\n");
  })) << file.read();
  EXPECT_EQ(server.errors(), "");
}

TEST_F(TraceProgram, AFileThatCannotBeOpenedIsAnError) {
  ChildProcess& server = start("chat-server", {"--listen", "framed:0", "--trace=no/such/folder"});
  EXPECT_TRUE(ends(server, 1));
  const std::string complaint = "chat-server: open no/such/folder: ";  // and the system's words
  EXPECT_EQ(server.errors().substr(0, complaint.size()), complaint);
  EXPECT_GT(server.errors().size(), complaint.size() + 1);
}

TEST_F(TraceProgram, TheOperatorTurnsTheTraceOnAndOff) {
  ChildProcess& server = start_server({"framed"});
  server.write("/trace\n");
  EXPECT_TRUE(shows(server, "tracing\n"));
  const Person ann = join("framed", "Ann");
  EXPECT_TRUE(complains(server, "room: event 1, Ann joins"));
  server.write("/trace\n");
  EXPECT_TRUE(shows(server, "not tracing any more\n"));
  ann.say("secret");
  EXPECT_TRUE(shows(server, "> secret\n"));
  EXPECT_EQ(server.errors().find("secret"), std::string::npos);
}

TEST_F(TraceProgram, TheClientAndThePeerTrace) {
  start_server({"framed"});
  ChildProcess& client = start_client("framed", place("framed"), {"--name", "Ann", "--trace"});
  EXPECT_TRUE(complains(client, "          framed: the welcome \"Welcome to the server"));
  ChildProcess& peer =
      start("chat-peer", {"--bind", "127.0.0.1:0", "--to", "127.0.0.1:9", "--trace"});
  peer.write("hello\n");
  EXPECT_TRUE(complains(peer, word_here("sendmsg", "WSASendMsg") + " to 127.0.0.1:9 = 5 of 5"));
  EXPECT_TRUE(complains(peer, " \"hello\"\n")) << "on this line, or on the next if it is long";
}

// ---------------------------------------------------------------------------------------- captures

// What was received and sent, in order, without empty segments.
std::vector<std::string> payloads_in(const std::string& capture) {
  std::vector<std::string> payloads;
  for (const CapturedPacket& packet : read_capture(capture)) {
    EXPECT_TRUE(packet.checksums_are_valid);
    if (!packet.payload.empty()) payloads.push_back(packet.payload);
  }
  return payloads;
}

TEST_F(TraceProgram, ACaptureIsReadableAfterTheServerWasKilled) {
  const ScratchFile file(".pcap");
  ChildProcess& server = start_server({"framed", "datagram"}, {"--capture", file.name});
  const Person ann = join("framed", "Ann");
  const Person dan = join("datagram", "Dan");
  EXPECT_TRUE(hears(ann, ann.dialect->joined("Dan")));
  ann.say("hello");
  const std::string delivered = dan.dialect->said("Ann", "hello");
  EXPECT_TRUE(hears(dan, delivered));
  ASSERT_TRUE(wait_until([&] { return file.has("5         hello") && file.has(delivered); }));
  server.kill();
  ASSERT_TRUE(wait_until([&] { return server.has_ended(); }));
  const std::vector<std::string> payloads = payloads_in(file.read());
  EXPECT_EQ(std::count(payloads.begin(), payloads.end(), "5         hello"), 1);
  EXPECT_EQ(std::count(payloads.begin(), payloads.end(), delivered), 1);
}

TEST_F(TraceProgram, ACaptureShowsHowAConnectionBeginsAndEnds) {
  const ScratchFile file(".pcap");
  start_server({"framed"});
  ChildProcess& client =
      start_client("framed", place("framed"), {"--name", "Ann", "--capture", file.name});
  EXPECT_TRUE(shows(client, "Welcome"));
  client.write("/quit\n");
  ASSERT_TRUE(ends(client, 0));
  const std::vector<CapturedPacket> packets = read_capture(file.read());
  ASSERT_GE(packets.size(), 7u);
  EXPECT_EQ(packets[0].flags, "SYN");
  EXPECT_EQ(packets[0].destination, place("framed").to_string());
  EXPECT_EQ(packets[1].flags, "SYN ACK");
  EXPECT_EQ(std::count_if(packets.begin(), packets.end(),
                          [](const auto& packet) { return packet.flags == "FIN ACK"; }),
            2);
}

TEST_F(TraceProgram, ACaptureEndsAtItsLimitAndSaysSo) {
  const ScratchFile file(".pcap");
  ChildProcess& server =
      start_server({"framed"}, {"--capture", file.name, "--capture-limit", "2000"});
  const Person ann = join("framed", "Ann");
  ann.say(std::string(3000, '.'));
  EXPECT_TRUE(complains(
      server, "capture " + file.name + ": the capture has reached its limit of 2000 bytes"));
  EXPECT_LE(file.read().size(), 2000u);
  EXPECT_FALSE(payloads_in(file.read()).empty());
}

}  // namespace
}  // namespace chatlab::trace_test
