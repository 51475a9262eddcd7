// Turns an exception into a message on standard error and an exit status.
#include "apps/program.hpp"

#include <exception>

#include "apps/options.hpp"
#include "platform/process.hpp"
#include "platform/standard_output.hpp"

namespace chatlab {
namespace {

// A stopped terminal must not keep a program from ending.
constexpr milliseconds time_to_report{1000};

}  // namespace

int run_program(const char* name, int argc, char** argv,
                int (*body)(const std::vector<std::string>& arguments)) {
  const std::string prefix = std::string(name) + ": ";
  try {
    const Process process(argc, argv);
    return body(process.arguments());
  } catch (const UsageError& error) {
    report(prefix + error.what());
    return 2;
  } catch (const std::exception& error) {
    report(prefix + error.what());
    return 1;
  }
}

void report(const std::string& text) {
  const std::string line = text + '\n';
  StandardOutput(StandardOutput::Stream::error).write_all(line.data(), line.size(), time_to_report);
}

}  // namespace chatlab
