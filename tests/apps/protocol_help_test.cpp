#include "apps/protocol_help.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "apps/protocols/registry.hpp"

namespace chatlab::protocol_help_test {
namespace {

TEST(ProtocolHelp, NamesEveryProtocolWithItsPortAndTransport) {
  const std::string help = protocol_help();
  EXPECT_EQ(help.find("Protocols: framed 3000/tcp, datagram 3000/udp, "), 0u) << help;
  for (const Protocol* protocol : all_protocols()) {
    const char* transport = protocol->transport() == Transport::tcp ? "/tcp" : "/udp";
    const std::string item = ' ' + std::string(protocol->name()) + ' ' +
                             std::to_string(protocol->default_port()) + transport;
    EXPECT_NE(help.find(item), std::string::npos) << "expected" << item << " in\n" << help;
  }
}

TEST(ProtocolHelp, FitsIntoEightyColumnsAndEndsWithANewline) {
  const std::string help = protocol_help();
  EXPECT_EQ(help.back(), '\n');
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) EXPECT_LT(line.size(), 80u) << line;
}

TEST(ProtocolHelp, NamesEachWordForLeavingOnce) {
  const std::string words = ", " + leave_words() + ", ";
  for (const Protocol* protocol : all_protocols()) {
    const std::string word = ", " + std::string(protocol->leave_word()) + ", ";
    if (protocol->leave_word().empty()) continue;
    EXPECT_NE(words.find(word), std::string::npos) << words;
    EXPECT_EQ(words.find(word), words.rfind(word)) << words;
  }
}

}  // namespace
}  // namespace chatlab::protocol_help_test
