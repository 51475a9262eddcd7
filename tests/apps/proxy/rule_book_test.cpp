#include "apps/proxy/rule_book.hpp"

#include <gtest/gtest.h>

#include <string>

#include "apps/proxy/proxy_command.hpp"

namespace chatlab::rule_book_test {
namespace {

class RuleBookTest : public testing::Test {
 protected:
  RuleBook::Change obey(const std::string& line) {
    const ProxyCommand command = parse_proxy_command(line, Traffic::tcp);
    if (command.kind == ProxyCommand::Kind::clear) {
      return book.clear(command.directions, command.connection);
    }
    return book.set(command.directions, command.faults);
  }

  std::string rules() {
    std::string all;
    for (const Rule& rule : book.rules()) all += to_words(rule) + ". ";
    return all;
  }

  RuleBook book;
};

TEST_F(RuleBookTest, CollectsFaultsOfDifferentKinds) {
  obey("s2c delay 1s");
  obey("s2c chop 1");
  obey("c2s delay 2s");
  EXPECT_EQ(rules(), "s2c delay 1s. s2c chop 1. c2s delay 2s. ");
}

TEST_F(RuleBookTest, ALaterFaultReplacesTheEarlierOneOfItsKind) {
  obey("both delay 1s");
  const RuleBook::Change change = obey("s2c delay 2s");
  EXPECT_EQ(rules(), "c2s delay 1s. s2c delay 2s. ");
  EXPECT_EQ(change.removed.size(), 1u);
  EXPECT_EQ(change.added.size(), 1u);
}

TEST_F(RuleBookTest, OneConnectionsFaultDoesNotReplaceThatOfAll) {
  obey("s2c delay 1s");
  obey("connection 3 s2c delay 2s");
  EXPECT_EQ(rules(), "s2c delay 1s. s2c delay 2s connection 3. ");
}

TEST_F(RuleBookTest, OneCommandMaySetTwoFaultsOfAKind) {
  obey("s2c stall for 1s stall after 5s for 1s");
  EXPECT_EQ(rules(), "s2c stall for 1s. s2c stall after 5s for 1s. ");
}

TEST_F(RuleBookTest, ClearsADirectionOrAConnectionOrAll) {
  obey("both delay 1s");
  obey("connection 3 both stall");
  obey("connection 3 clear");
  EXPECT_EQ(rules(), "c2s delay 1s. s2c delay 1s. ");
  obey("s2c clear");
  EXPECT_EQ(rules(), "c2s delay 1s. ");
  EXPECT_EQ(obey("clear").removed.size(), 1u);
  EXPECT_EQ(rules(), "");
}

TEST_F(RuleBookTest, ARuleConcernsItsConnectionOrAll) {
  obey("s2c stall connection 3 delay 1s");
  EXPECT_TRUE(book.rules()[0].concerns(3));
  EXPECT_FALSE(book.rules()[0].concerns(4));
  EXPECT_TRUE(book.rules()[1].concerns(4));
}

}  // namespace
}  // namespace chatlab::rule_book_test
