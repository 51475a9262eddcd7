#include "apps/client/input_gate.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/reactor_testing.hpp"

namespace chatlab::input_gate_test {
namespace {

class RecordingConsole : public Console {
 public:
  void hold(bool held) override { is_held = held; }
  void stop() override {}
  void abandon() override {}
  void set_max_line(std::size_t) override {}
  bool is_interactive() const override { return is_a_person; }
  void set_prompt(const std::string&) override {}
  void ask(const std::string&) override {}
  void report(const std::string& text) override { reported += text + '\n'; }
  bool is_busy() const override { return false; }

  bool is_a_person = true;
  bool is_held = false;
  std::string reported;
};

class InputGateTest : public testing::Test {
 protected:
  // Lets a second and a half pass, in which the gate may report its reason.
  void wait() {
    Alarm alarm(reactor.timers());
    alarm.start(milliseconds(1500));
    EXPECT_TRUE(turn_until(reactor, [&] { return alarm.rings > 0; }));
  }

  Reactor reactor{make_demultiplexer("poll")};
  RecordingConsole console;
  InputGate gate{reactor.timers(), console};
};

TEST_F(InputGateTest, HoldsTheConsoleUntilItOpens) {
  gate.close("wait");
  EXPECT_TRUE(console.is_held);
  gate.open();
  EXPECT_FALSE(console.is_held);
}

TEST_F(InputGateTest, TellsTheUserAfterASecondWhyKeysAreIgnored) {
  gate.close("the server takes nothing");
  gate.close("another reason");
  EXPECT_EQ(console.reported, "");
  wait();
  EXPECT_EQ(console.reported, "chat-client: the server takes nothing\n");
}

TEST_F(InputGateTest, SaysNothingIfItOpensInTime) {
  gate.close("a moment");
  gate.open();
  wait();
  EXPECT_EQ(console.reported, "");
}

TEST_F(InputGateTest, SaysNothingToAScript) {
  console.is_a_person = false;
  gate.close("a moment");
  wait();
  EXPECT_EQ(console.reported, "");
}

}  // namespace
}  // namespace chatlab::input_gate_test
