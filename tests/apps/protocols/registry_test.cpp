#include "apps/protocols/registry.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace chatlab::registry_test {
namespace {

TEST(Registry, StartsWithFramed) {
  ASSERT_FALSE(all_protocols().empty());
  EXPECT_EQ(all_protocols().front()->name(), "framed");
}

TEST(Registry, FindsEachProtocolByItsName) {
  for (const Protocol* protocol : all_protocols()) {
    EXPECT_EQ(find_protocol(protocol->name()), protocol) << protocol->name();
  }
}

TEST(Registry, FindsNoProtocolByAnyOtherName) {
  for (const char* name : {"", "Framed", "framed ", "frame", "all", "http"}) {
    EXPECT_EQ(find_protocol(name), nullptr) << name;
  }
}

TEST(Registry, ListsTheNamesForPeople) {
  std::string expected;
  for (const Protocol* protocol : all_protocols()) {
    if (!expected.empty()) expected += ", ";
    expected += protocol->name();
  }
  EXPECT_EQ(protocol_names(), expected);
  EXPECT_EQ(protocol_names().substr(0, 6), "framed");
}

TEST(Registry, NamesEachProtocolByOneWordOfLowerCaseLetters) {
  std::set<std::string> names;
  for (const Protocol* protocol : all_protocols()) {
    const std::string name(protocol->name());
    EXPECT_TRUE(names.insert(name).second) << name << " is there twice";
    EXPECT_FALSE(name.empty());
    EXPECT_TRUE(std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
        << name;
  }
}

// --listen all serves each on its own port.
TEST(Registry, GivesNoTwoProtocolsTheSamePort) {
  std::set<std::pair<Transport, std::uint16_t>> ports;
  for (const Protocol* protocol : all_protocols()) {
    EXPECT_NE(protocol->default_port(), 0) << protocol->name();
    EXPECT_TRUE(ports.insert({protocol->transport(), protocol->default_port()}).second)
        << protocol->name() << " has another's port";
  }
}

}  // namespace
}  // namespace chatlab::registry_test
