// The server and the peer at a terminal, by what their screens show.
#include <gtest/gtest.h>
#include <signal.h>

#include <functional>
#include <string>

#include "tests/support/keys.hpp"
#include "tests/support/terminal_testing_posix.hpp"

namespace chatlab::terminal_operator_posix_test {
namespace {

class OperatorAtTerminal : public TerminalPosix {
 protected:
  OperatorAtTerminal() {
    EXPECT_TRUE(sees(server, "(framed)"));
    use_server(server.screen().text());
    EXPECT_TRUE(has_prompt(server, "Server >", 9));
  }

  PtyProgram& server = open_terminal({program_path("chat-server"), "--listen=framed:0"}, {}, 100);
};

TEST_F(OperatorAtTerminal, TypesWhileMembersTalk) {
  const Person wat = join("framed", "Wat");
  server.type("half a li");
  ASSERT_TRUE(has_prompt(server, "Server > half a li", 18));
  for (int i = 1; i <= 20; ++i) wat.say("message " + std::to_string(i));
  ASSERT_TRUE(sees(server, "message 20"));
  ASSERT_TRUE(has_prompt(server, "Server > half a li", 18));
  server.type("ne\r");
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "half a line")));
  ASSERT_TRUE(has_prompt(server, "Server >", 9));
  const std::string address = wat.client->address().to_string();
  std::string log = "listening on " + place("framed").to_string() + "/tcp (framed)\nWat at " +
                    address + " (framed) joined\n";
  for (int i = 1; i <= 20; ++i) {
    log += "Wat at " + address + " > message " + std::to_string(i) + '\n';
  }
  EXPECT_EQ(server.screen().text(), log + "Server > half a line\nServer >");
}

TEST_F(OperatorAtTerminal, SeesTheAnswerToACommandAboveThePrompt) {
  const Person wat = join("framed", "Wat");
  server.type("/who\r");
  EXPECT_TRUE(sees(server, "\n/who\n1 here\n  Wat  framed  " + wat.client->address().to_string()));
  EXPECT_TRUE(has_prompt(server, "Server >", 9));
  server.type("/frob\r");
  EXPECT_TRUE(sees(server, "\n/frob\nno such command: /frob, see /help (// to say it)\nServer >"));
}

TEST_F(OperatorAtTerminal, TabCompletesCommandsAndTheNamesOfMembers) {
  const Person wat = join("framed", "Wat");
  server.type("/b" + keys::tab + "w" + keys::tab);
  EXPECT_TRUE(has_prompt(server, "Server > /ban Wat", 18));
  server.type("\r");
  EXPECT_TRUE(sees(server, "\nbanned Wat\n"));
}

TEST_F(OperatorAtTerminal, NoTextOfAMemberLooksLikeALineOfTheLog) {
  const Person wat = join("framed", "Wat");
  wat.say(std::string(200, ' ') + "Server > news");
  EXPECT_TRUE(sees(server, "Server > news\n"));
  EXPECT_EQ(seen(server).find("\nServer > news"), std::string::npos) << seen(server);
}

TEST_F(OperatorAtTerminal, IsAskedInThePromptForTheNameToBan) {
  const Person wat = join("framed", "Wat");
  server.type("ban@\r");
  ASSERT_TRUE(has_prompt(server, "Enter the name of the member to ban :", 38));
  wat.say("not me!");
  ASSERT_TRUE(sees(server, "> not me!\n"));
  ASSERT_TRUE(has_prompt(server, "Enter the name of the member to ban :", 38));
  server.type("Wat\r");
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "Connection from server has been closed")));
  EXPECT_TRUE(sees(server, "\nbanned Wat\n"));
  EXPECT_TRUE(has_prompt(server, "Server >", 9));
}

TEST_F(OperatorAtTerminal, TheServerServesOnAfterCtrlDAndSaysSo) {
  const PtyProgram untouched({"cat"}, rows, columns);
  server.type(keys::ctrl_d);
  EXPECT_TRUE(sees(server, "\ninput has ended: the server runs on, Ctrl-C stops it"));
  EXPECT_TRUE(wait_until([&] { return server.stty() == untouched.stty(); }));
  const Person wat = join("framed", "Wat");
  EXPECT_TRUE(sees(server, "Wat at " + wat.client->address().to_string() + " (framed) joined"));
  server.type(keys::ctrl_c);
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "The server is shutting down")));
  EXPECT_TRUE(ends(server, 0));
}

TEST_F(OperatorAtTerminal, EveryEndLeavesTheTerminalAsItWas) {
  const PtyProgram untouched({"cat"}, rows, columns);
  const auto leaves_it = [&](int status, const std::function<void(PtyProgram&)>& bring_about) {
    PtyProgram& program = open_terminal({program_path("chat-server"), "--listen=framed:0"});
    EXPECT_TRUE(has_prompt(program, "Server >", 9));
    EXPECT_NE(program.stty(), untouched.stty());
    bring_about(program);
    EXPECT_TRUE(ends(program, status));
    EXPECT_EQ(program.stty(), untouched.stty());
  };
  leaves_it(0, [](PtyProgram& program) { program.type("/quit\r"); });
  leaves_it(0, [](PtyProgram& program) { program.type(keys::ctrl_c); });
  leaves_it(0, [](PtyProgram& program) { program.signal(SIGTERM); });
  leaves_it(128 + SIGABRT, [](PtyProgram& program) { program.signal(SIGABRT); });
}

TEST_F(OperatorAtTerminal, AnErrorAtTheStartIsOneLineAndLeavesTheTerminalAsItWas) {
  const PtyProgram untouched({"cat"}, rows, columns);
  PtyProgram& second = open_terminal(
      {program_path("chat-server"), "--listen=framed:" + std::to_string(place("framed").port())},
      {}, 120);
  EXPECT_TRUE(ends(second, 1));
  EXPECT_TRUE(sees(second, "chat-server: bind " + place("framed").to_string()));
  EXPECT_EQ(lines_of(second.screen().text()).size(), 1u) << second.screen().text();
  EXPECT_EQ(second.stty(), untouched.stty());
}

// A job in the background that read the terminal would be stopped. tcgetpgrp(3)
TEST_F(TerminalPosix, AServerInTheBackgroundOfAShellServesAndComesBackWithFg) {
  PtyProgram& shell = open_terminal({"sh", "-i"}, {"PS1=ready> ", "ENV="});
  ASSERT_TRUE(has_prompt(shell, "ready>", 7));
  shell.type(program_path("chat-server") + " --listen=framed:0 &\r");
  ASSERT_TRUE(sees(shell, "/tcp (framed)"));
  const std::string shown = seen(shell);  // behind the shell's prompt
  use_server(shown.substr(shown.find("listening on")) + '\n');
  const Person wat = join("framed", "Wat");
  shell.type("echo $((6 * 7))\r");
  EXPECT_TRUE(sees(shell, "42")) << "the keyboard is the shell's";
  const Person bob = join("framed", "Bob");
  EXPECT_TRUE(hears(wat, wat.dialect->joined("Bob")));
  wat.say("hello");
  EXPECT_TRUE(hears(bob, bob.dialect->said("Wat", "hello")));
  shell.type("fg\r");
  ASSERT_TRUE(has_prompt(shell, "Server >", 9));
  shell.type("half a line" + keys::backspace + "e, whole\r");
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "half a line, whole")));
  shell.type(keys::ctrl_c);
  EXPECT_TRUE(hears(wat, wat.dialect->said("Server", "The server is shutting down")));
  EXPECT_TRUE(has_prompt(shell, "ready>", 7));
}

// ---------------------------------------------------------------------------------------- the peer

TEST_F(TerminalPosix, ThePeerAsksInThePromptAndIsTypedInWhileTheOtherTalks) {
  const UnusedUdpAddress place;
  const std::string port = std::to_string(place.address().port());
  DatagramStandIn& other = stand_in_over_udp();
  PtyProgram& peer = open_terminal({program_path("chat-peer")});
  ASSERT_TRUE(has_prompt(peer, "Enter your IP:", 15));
  peer.type("127.0.0.1\r");
  ASSERT_TRUE(has_prompt(peer, "Enter your Port:", 17));
  peer.type(port + "\r");
  ASSERT_TRUE(has_prompt(peer, "Enter target IP:", 17));
  peer.type("127.0.0.1\r");
  ASSERT_TRUE(has_prompt(peer, "Enter target Port:", 19));
  peer.type(std::to_string(other.address().port()) + "\r");
  ASSERT_TRUE(sees(peer, "-----Welcome to Python Chat-----"));
  ASSERT_TRUE(has_prompt(peer, ">", 2));
  peer.type("half a li");
  ASSERT_TRUE(has_prompt(peer, "> half a li", 11));
  const Address here = *Address::parse("127.0.0.1", static_cast<std::uint16_t>(std::stoi(port)));
  for (int i = 1; i <= 20; ++i) other.send_to("message " + std::to_string(i), here);
  ASSERT_TRUE(sees(peer, "                        Received Message:  message 20\n> half a li"));
  peer.type("ne\r");
  EXPECT_TRUE(was_sent(other, {"half a line"}));
  EXPECT_TRUE(sees(peer, "message 20\n> half a line\n>"));
  peer.type(keys::ctrl_d);
  EXPECT_TRUE(ends(peer, 0));
  EXPECT_EQ(peer.stty(), PtyProgram({"cat"}, rows, columns).stty());
}

}  // namespace
}  // namespace chatlab::terminal_operator_posix_test
