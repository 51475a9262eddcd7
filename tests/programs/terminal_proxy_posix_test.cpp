// The proxy at a terminal, by what its screen shows.
#include <gtest/gtest.h>

#include <string>

#include "tests/programs/proxy_testing.hpp"
#include "tests/support/keys.hpp"
#include "tests/support/terminal_testing_posix.hpp"

namespace chatlab::terminal_proxy_posix_test {
namespace {

class ProxyAtTerminal : public TerminalPosix {
 protected:
  ProxyAtTerminal() {
    EXPECT_TRUE(sees(proxy, "\nseed "));
    EXPECT_TRUE(has_prompt(proxy, "proxy >", 8));
  }

  StreamStandIn& server = stand_in_over_tcp();
  PtyProgram& proxy = open_terminal(
      {program_path("chat-proxy"), "--listen", "127.0.0.1:0", "--to", server.address().to_string()},
      {}, 100);
};

TEST_F(ProxyAtTerminal, TypesWhileConnectionsComeAndGo) {
  proxy.type("c2s sta");
  ASSERT_TRUE(has_prompt(proxy, "proxy > c2s sta", 15));
  StreamClient& client = connect(ProxyProgram::place_in(seen(proxy)));
  client.send("hello");
  ASSERT_TRUE(was_sent(server, "hello"));
  ASSERT_TRUE(sees(proxy, "connection 1: "));
  ASSERT_TRUE(has_prompt(proxy, "proxy > c2s sta", 15));
  proxy.type("ll\r");
  EXPECT_TRUE(sees(proxy, "\nproxy > c2s stall\n"));
  EXPECT_TRUE(sees(proxy, "connection 1 c2s: stall, 0 bytes wait"));
  client.send("held");
  proxy.type("clear\r");
  EXPECT_TRUE(was_sent(server, "helloheld"));
}

TEST_F(ProxyAtTerminal, EditsCompletesAndRepeatsLines) {
  proxy.type("s2c dela" + keys::tab + "200ms" + keys::home + keys::del + "c\r");
  EXPECT_TRUE(sees(proxy, "proxy > c2c delay 200ms\n"));
  EXPECT_TRUE(sees(proxy, "unknown fault 'c2c'"));
  proxy.type(keys::up + keys::home + keys::del + "s\r");
  EXPECT_TRUE(sees(proxy, "proxy > s2c delay 200ms\n"));
  proxy.type("show\r");
  EXPECT_TRUE(sees(proxy, "proxy > show\nfaults:\n  s2c delay 200ms\nno connections\nproxy >"));
  proxy.type("quit\r");
  EXPECT_TRUE(ends(proxy, 0));
  EXPECT_EQ(proxy.stty(), PtyProgram({"cat"}, rows, columns).stty());
}

}  // namespace
}  // namespace chatlab::terminal_proxy_posix_test
