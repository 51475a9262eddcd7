// Prepares the process of the tests as the programs do: on Windows no socket works before Winsock
// is started, on POSIX SIGPIPE must not end a test.
#include <gtest/gtest.h>

#include <memory>

#include "platform/process.hpp"

namespace chatlab {
namespace {

class ProcessEnvironment : public testing::Environment {
 public:
  void SetUp() override {
    char name[] = "unit-tests";
    char* arguments[] = {name, nullptr};
    process_ = std::make_unique<Process>(1, arguments);
  }
  void TearDown() override { process_.reset(); }

 private:
  std::unique_ptr<Process> process_;
};

// GoogleTest owns the environment.
const testing::Environment* const registered =
    testing::AddGlobalTestEnvironment(new ProcessEnvironment);

}  // namespace
}  // namespace chatlab
