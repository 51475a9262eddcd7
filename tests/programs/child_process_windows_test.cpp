// The child processes of the tests on Windows: they report that a program has ended, also by a
// crash.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "platform/windows/native.hpp"
#include "tests/support/program_testing.hpp"

namespace chatlab::child_process_windows_test {
namespace {

// As a crash ends a program: the status is the exception's code, 0xC0000005.
constexpr int crash = -1073741819;

// Runs the tests' own program instead of those in CHATLAB_PROGRAMS.
class OwnProgram : public ProgramTest {
 protected:
  OwnProgram() {
    char path[MAX_PATH] = {};
    GetModuleFileNameA(nullptr, path, sizeof path);
    const std::string file(path);
    const std::size_t end_of_folder = file.find_last_of("\\/");
    name_ = file.substr(end_of_folder + 1, file.rfind('.') - end_of_folder - 1);
    _putenv_s("CHATLAB_PROGRAMS", file.substr(0, end_of_folder).c_str());
    _putenv_s("GTEST_TOTAL_SHARDS", "");  // the child's one test must not be in another shard
    _putenv_s("GTEST_SHARD_INDEX", "");
  }
  ~OwnProgram() override { _putenv_s("CHATLAB_PROGRAMS", programs_.c_str()); }

  std::string name_;

 private:
  const std::string programs_ = std::getenv("CHATLAB_PROGRAMS");
};

// Runs in the child only.
TEST(DISABLED_Child, Crashes) {
  std::_Exit(crash);
}

TEST_F(OwnProgram, ThatHasCrashedHasEnded) {
  EXPECT_TRUE(ends(
      start(name_, {"--gtest_also_run_disabled_tests", "--gtest_filter=*Child.Crashes"}), crash));
}

}  // namespace
}  // namespace chatlab::child_process_windows_test
