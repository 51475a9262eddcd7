// The documents list the registered protocols, each with its transport, port and word for leaving.
// A failure says which document lacks which line.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "apps/protocols/registry.hpp"
#include "tests/support/documents.hpp"

namespace chatlab::documents_test {
namespace {

std::vector<std::string> lines_in(const std::string& document) {
  std::vector<std::string> lines;
  std::istringstream stream(document);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

bool begins_with(const std::string& line, const std::string& beginning) {
  return line.compare(0, beginning.size(), beginning) == 0;
}

// The line of the document that begins so; empty if there is none.
std::string line_that_begins(const std::string& document, const std::string& beginning) {
  for (const std::string& line : lines_in(document)) {
    if (begins_with(line, beginning)) return line;
  }
  return {};
}

// `TCP 3000`
std::string place_of(const Protocol& protocol) {
  const std::string transport = protocol.transport() == Transport::tcp ? "TCP " : "UDP ";
  return transport + std::to_string(protocol.default_port());
}

// ------------------------------------------------------------------------------------- the README

// A row of the README's table: | `framed` | TCP 3000 | ... | `exit@me` | ... |
TEST(Readme, HasARowForEveryProtocolInItsTable) {
  const std::string readme = read_document("README.md");
  for (const Protocol* protocol : all_protocols()) {
    const std::string beginning =
        "| `" + std::string(protocol->name()) + "` | " + place_of(*protocol) + " | ";
    const std::string row = line_that_begins(readme, beginning);
    EXPECT_NE(row, "") << "README.md, table of the protocols: add a row that begins with\n"
                       << beginning;
    if (row.empty() || protocol->leave_word().empty()) continue;
    const std::string word = "| `" + std::string(protocol->leave_word()) + "` |";
    EXPECT_NE(row.find(word), std::string::npos) << "README.md, table of the protocols: the row\n"
                                                 << row << "\nlacks the word that leaves, " << word;
  }
}

// `peer` needs no server, and so is not registered.
TEST(Readme, HasNoRowForAProtocolThatIsNotRegistered) {
  for (const std::string& line : lines_in(read_document("README.md"))) {
    const std::size_t name_end = line.find("` | ");
    if (!begins_with(line, "| `") || name_end == std::string::npos) continue;
    const std::string transport = line.substr(name_end + 4, 4);
    if (transport != "TCP " && transport != "UDP ") continue;
    const std::string name = line.substr(3, name_end - 3);
    EXPECT_NE(find_protocol(name), nullptr)
        << "README.md has a row for '" << name << "', which apps/protocols/registry.cpp lacks";
  }
}

// ------------------------------------------------------------------------------- the manual pages

class ManualPage : public testing::TestWithParam<std::string> {
 protected:
  // The table in its section PROTOCOLS.
  static std::string table_in(const std::string& page) {
    const std::size_t section = page.find(".SH PROTOCOLS\n");
    const std::size_t start = page.find("\n.nf\n", section) + 5;
    return section == std::string::npos ? ""
                                        : page.substr(start, page.find(".fi\n", start) - start);
  }

  // `framed     TCP 3000  exit@me`
  static std::string row_of(const Protocol& protocol) {
    std::string name(protocol.name());
    name.resize(std::max<std::size_t>(name.size(), 10), ' ');
    const std::string word(protocol.leave_word());
    return name + ' ' + place_of(protocol) + (word.empty() ? word : "  " + word);
  }
};

INSTANTIATE_TEST_SUITE_P(Pages, ManualPage, testing::Values("server", "client"),
                         [](const auto& tested) { return tested.param; });

TEST_P(ManualPage, ListsTheProtocolsOfTheRegistry) {
  const std::string path = "apps/" + GetParam() + "/chat-" + GetParam() + ".1";
  std::string expected;
  for (const Protocol* protocol : all_protocols()) expected += row_of(*protocol) + '\n';
  EXPECT_EQ(table_in(read_document(path)), expected)
      << path << ": the table in its section PROTOCOLS must be\n"
      << expected;
}

// -------------------------------------------------------------------------------------- Wireshark

// A protocol may be without a dissector; `tcp_port:add(3000, protocols.framed)` must be right.
TEST(Dissector, ExpectsEachProtocolThatItKnowsAtItsDefaultPort) {
  std::size_t known = 0;
  const std::string script = read_document("apps/protocols/wireshark/chatlab.lua");
  for (const Protocol* protocol : all_protocols()) {
    const std::string name(protocol->name());
    const std::string table = protocol->transport() == Transport::tcp ? "tcp" : "udp";
    const std::string port = std::to_string(protocol->default_port());
    if (line_that_begins(script, "register(\"" + name + "\"").empty()) continue;
    ++known;
    const std::string line = table + "_port:add(" + port + ", protocols." + name + ')';
    EXPECT_EQ(line_that_begins(script, line), line) << "chatlab.lua lacks this line";
  }
  EXPECT_GE(known, 6u);
}

}  // namespace
}  // namespace chatlab::documents_test
