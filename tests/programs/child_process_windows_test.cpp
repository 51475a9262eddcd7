// How the tests' own view of a program on Windows tells that it has ended, also by a crash.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "tests/support/program_testing.hpp"

namespace chatlab::child_process_windows_test {
namespace {

// Starts programs of Windows instead of ours.
class SystemProgram : public ProgramTest {
 protected:
  SystemProgram() {
    const std::string system = std::string(std::getenv("SystemRoot")) + "\\system32";
    _putenv_s("CHATLAB_PROGRAMS", system.c_str());
  }
  ~SystemProgram() override { _putenv_s("CHATLAB_PROGRAMS", ours_.c_str()); }

 private:
  const std::string ours_ = std::getenv("CHATLAB_PROGRAMS");
};

// As a crash ends it: the status is the exception's code, such as 0xC0000005.
TEST_F(SystemProgram, ThatEndsWithANegativeStatusHasEnded) {
  EXPECT_TRUE(ends(start("cmd", {"/c", "exit", "-1073741819"}), -1073741819));
}

}  // namespace
}  // namespace chatlab::child_process_windows_test
