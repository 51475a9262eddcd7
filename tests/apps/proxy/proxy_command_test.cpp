#include "apps/proxy/proxy_command.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/usage_errors.hpp"

namespace chatlab::proxy_command_test {
namespace {

ProxyCommand command(const std::string& line) {
  return parse_proxy_command(line, Traffic::tcp);
}

std::string complaint(const std::string& line) {
  return complaint_of([&] { command(line); });
}

// The rules that a command sets, each in one line.
std::string rules_of(const std::string& line) {
  const ProxyCommand parsed = command(line);
  std::string rules;
  for (const Rule& rule : make_rules(parsed.directions, parsed.faults)) {
    rules += (rules.empty() ? "" : "; ") + to_words(rule);
  }
  return rules;
}

TEST(ProxyCommand, SetsAFaultInADirection) {
  EXPECT_EQ(rules_of("s2c stall"), "s2c stall");
  EXPECT_EQ(rules_of("c2s delay 200ms jitter 50ms after 1s"),
            "c2s delay 200ms jitter 50ms after 1s");
  EXPECT_EQ(rules_of("both chop 1"), "c2s chop 1; s2c chop 1");
}

TEST(ProxyCommand, NeedsNoDirectionForWhatConcernsTheConnection) {
  EXPECT_EQ(rules_of("reset"), "reset");
  EXPECT_EQ(rules_of("refuse for 5s"), "refuse for 5s");
  EXPECT_EQ(rules_of("both close"), "close") << "one rule: its probability counts once";
  EXPECT_EQ(rules_of("s2c reset after 2kB"), "s2c reset after 2kB");
  EXPECT_EQ(complaint("stall"), "which direction? c2s (client to server), s2c or both: s2c stall");
}

TEST(ProxyCommand, MayNameAConnectionInFront) {
  EXPECT_EQ(rules_of("connection 2 reset"), "reset connection 2");
  EXPECT_EQ(rules_of("connection 2 s2c stall"), "s2c stall connection 2");
  EXPECT_EQ(rules_of("s2c connection 2 stall"), "s2c stall connection 2");
  EXPECT_EQ(complaint("connection"), "connection needs a value: connection N, such as 3");
  EXPECT_EQ(complaint("connection two reset"), "connection takes a number from 1 on, not 'two'");
}

TEST(ProxyCommand, ClearsAllOrSome) {
  EXPECT_EQ(command("clear").kind, ProxyCommand::Kind::clear);
  EXPECT_EQ(command("clear").directions.size(), 2u);
  EXPECT_EQ(command("s2c clear").directions.size(), 1u);
  EXPECT_EQ(*command("connection 2 clear").connection, 2u);
  EXPECT_EQ(complaint("clear s2c"), "'clear' ends a command: clear, s2c clear, connection 2 clear");
}

TEST(ProxyCommand, StandsAloneIfItConcernsTheProxy) {
  EXPECT_EQ(command("show").kind, ProxyCommand::Kind::show);
  EXPECT_EQ(command("help").kind, ProxyCommand::Kind::help);
  EXPECT_EQ(command("quit").kind, ProxyCommand::Kind::quit);
  EXPECT_EQ(command("  ").kind, ProxyCommand::Kind::nothing);
  EXPECT_EQ(complaint("show all"), "'show' stands alone");
}

TEST(ProxyCommand, ThatIsHalfSaidIsAskedAbout) {
  EXPECT_EQ(complaint("s2c"),
            "what about it? A fault, such as `s2c stall`, or `clear`; see `help`");
  EXPECT_EQ(complaint("s2c c2s stall"), "one direction at a time");
}

TEST(ProxyCommand, StrikesAtOnceIfItHasNoLimit) {
  EXPECT_TRUE(is_immediate(command("reset").faults[0]));
  EXPECT_TRUE(is_immediate(command("s2c half-close").faults[0]));
  EXPECT_FALSE(is_immediate(command("reset after 1s").faults[0]));
  EXPECT_FALSE(is_immediate(command("s2c limit 10").faults[0]));
  EXPECT_FALSE(is_immediate(command("refuse").faults[0]));
}

TEST(ProxyScript, HasOneCommandPerLineInTheOrderOfTheirTimes) {
  const auto script = parse_script("demo",
                                   "# a stall in the midst\n"
                                   "at 5s clear   # and on\n"
                                   "\n"
                                   "at 1.5s   s2c  stall\r\n",
                                   Traffic::tcp);
  ASSERT_EQ(script.size(), 2u);
  EXPECT_EQ(script[0].time.count(), 1500000);
  EXPECT_EQ(script[0].text, "s2c stall");
  EXPECT_EQ(script[1].command.kind, ProxyCommand::Kind::clear);
}

TEST(ProxyScript, SaysInWhichLineAnErrorIs) {
  const auto error_in = [](const std::string& text) {
    return complaint_of([&] { parse_script("demo", text, Traffic::tcp); });
  };
  EXPECT_EQ(error_in("at 1s clear\nstall\n"),
            "demo:2: expected `at TIME COMMAND`, such as `at 5s s2c stall`");
  EXPECT_EQ(error_in("at 1 clear"),
            "demo:1: at takes a number with a unit (us, ms, s, min, h), such as 200ms or 1.5s, "
            "not '1'");
}

}  // namespace
}  // namespace chatlab::proxy_command_test
