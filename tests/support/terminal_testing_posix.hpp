// The fixture for tests of the programs at a terminal: each program has a pseudo-terminal, and the
// test checks its screen. POSIX only. pty(7)
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/program_testing.hpp"
#include "tests/support/pty_program_posix.hpp"

namespace chatlab {

// A window large enough for most tests.
inline constexpr std::size_t rows = 30;
inline constexpr std::size_t columns = 60;

class TerminalPosix : public ProgramTest {
 protected:
  ~TerminalPosix() override {
    for (const auto& terminal : terminals_) EXPECT_EQ(terminal->screen().misunderstood(), "");
  }

  PtyProgram& open_terminal(const std::vector<std::string>& command,
                            const std::vector<std::string>& variables = {},
                            std::size_t width = columns) {
    terminals_.push_back(std::make_unique<PtyProgram>(command, rows, width, variables));
    return *terminals_.back();
  }

  void pump() override {
    ProgramTest::pump();
    for (const auto& terminal : terminals_) terminal->wait_until([] { return true; });
  }

  // The rows that have scrolled out, and the screen.
  static std::string seen(const PtyProgram& terminal) {
    std::string all;
    for (const std::string& row : terminal.screen().scrolled_out()) all += row + '\n';
    return all + terminal.screen().text();
  }

  // The cursor's row.
  static std::string prompt(const PtyProgram& terminal) {
    return terminal.screen().row(terminal.screen().cursor_row());
  }

  testing::AssertionResult sees(PtyProgram& terminal, const std::string& text) {
    if (wait_until([&] { return seen(terminal).find(text) != std::string::npos; })) {
      return testing::AssertionSuccess();
    }
    return testing::AssertionFailure() << "expected on the screen: " << text << "\nit shows:\n"
                                       << seen(terminal);
  }

  // Waits until the cursor is in column `column` of a row that shows `text`.
  testing::AssertionResult has_prompt(PtyProgram& terminal, const std::string& text,
                                      std::size_t column) {
    const auto is_there = [&] {
      return prompt(terminal) == text && terminal.screen().cursor_column() == column;
    };
    if (wait_until(is_there)) return testing::AssertionSuccess();
    return testing::AssertionFailure()
           << "expected the prompt: " << text << " with the cursor in column " << column
           << ", it is in " << terminal.screen().cursor_column() << " of " << prompt(terminal)
           << "\nthe screen shows:\n"
           << seen(terminal);
  }

  testing::AssertionResult ends(PtyProgram& terminal, int status) {
    int ended = -1;
    wait_until([&] { return (ended = terminal.wait_exit(milliseconds(0))) >= 0; });
    if (ended == status) return testing::AssertionSuccess();
    return testing::AssertionFailure()
           << "expected to end with " << status << ", got " << ended << "\nthe screen shows:\n"
           << seen(terminal);
  }
  using ProgramTest::ends;

 private:
  std::vector<std::unique_ptr<PtyProgram>> terminals_;
};

}  // namespace chatlab
