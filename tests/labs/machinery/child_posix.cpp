// A child process whose output goes to two files. Its memory is limited by the address sanitizer,
// or by the system in a build without it: the sanitizer needs terabytes of addresses, though not of
// memory.
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <system_error>

#include "tests/labs/machinery/child.hpp"
#include "tests/labs/machinery/table.hpp"

namespace chatlab::labs {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* sanitizer_options =
    "detect_leaks=1:hard_rss_limit_mb=512:max_allocation_size_mb=512:allocator_may_return_null=0:"
    "detect_stack_use_after_return=1:exitcode=99:abort_on_error=0:handle_abort=1:print_legend=0";

void redirect(int descriptor, const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(127);
  ::close(file);
}

void limit(bool is_sanitized) {
  constexpr rlim_t bytes = rlim_t{megabytes_per_check} * 1024 * 1024;
  const rlimit memory = {bytes, bytes};
  if (!is_sanitized) ::setrlimit(RLIMIT_AS, &memory);
  const rlimit time = {seconds_per_check, seconds_per_check + 1};
  ::setrlimit(RLIMIT_CPU, &time);
  const rlimit none = {0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

[[noreturn]] void become(const std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  for (const std::string& argument : arguments)
    pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  ::setpgid(0, 0);
  redirect(STDOUT_FILENO, arguments[0] + ".out");
  redirect(STDERR_FILENO, arguments[0] + ".err");
  ::setenv("ASAN_OPTIONS", sanitizer_options, 1);
  ::setenv("UBSAN_OPTIONS", "print_stacktrace=1", 1);
  limit(std::getenv("LAB_SANITIZED") != nullptr);
  ::execv(pointers[0], pointers.data());
  ::_exit(127);
}

// Looks every millisecond at first, then less often: most checks end at once.
bool ends_in_time(pid_t child, int& status) {
  const Clock::time_point end = Clock::now() + std::chrono::seconds(2 * seconds_per_check);
  for (useconds_t pause = 1000; ::waitpid(child, &status, WNOHANG) != child;) {
    if (Clock::now() >= end) return false;
    ::usleep(pause);
    if (pause < 20000) pause *= 2;
  }
  return true;
}

}  // namespace

Ending run_child(const std::vector<std::string>& arguments) {
  const pid_t child = ::fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) become(arguments);
  int status = 0;
  Ending ending;
  if (!ends_in_time(child, status)) {
    ending.how = Ending::How::out_of_time;
    ::kill(-child, SIGKILL);
    ::waitpid(child, &status, 0);
  } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
    ending.how = Ending::How::out_of_time;
  } else if (WIFSIGNALED(status)) {
    ending.how = Ending::How::killed_by_signal;
    ending.number = WTERMSIG(status);
  } else {
    ending.number = WEXITSTATUS(status);
  }
  ending.output = read_text(arguments[0] + ".out");
  ending.errors = read_text(arguments[0] + ".err");
  return ending;
}

}  // namespace chatlab::labs
