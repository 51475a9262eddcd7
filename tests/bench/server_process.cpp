#include "tests/bench/server_process.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "platform/clock.hpp"
#include "tests/bench/processors.hpp"
#include "tests/support/loopback.hpp"

namespace chatlab::bench {
namespace {

[[noreturn]] void fail(const char* call) {
  throw std::system_error(errno, std::generic_category(), call);
}

// A file of zeros that both processes map.
const Counts* map_counts(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0 || ::ftruncate(file, sizeof(Counts)) != 0) fail("counts");
  void* memory = ::mmap(nullptr, sizeof(Counts), PROT_READ, MAP_SHARED, file, 0);
  ::close(file);
  if (memory == MAP_FAILED) fail("mmap");
  return static_cast<const Counts*>(memory);
}

// The child's part of starting: from here to exec.
[[noreturn]] void become(const std::vector<std::string>& command, int input, int output) {
  move_to_servers_processor();
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execvp(words[0], words.data());
  ::_exit(127);
}

}  // namespace

ServerProcess::ServerProcess(const std::vector<std::string>& command, const std::string& log,
                             bool counted)
    : log_(log) {
  const std::string counts_path = log + ".counts";
  if (counted) counts_ = map_counts(counts_path);
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) fail("pipe2");
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (output < 0) fail("open");
  id_ = ::fork();
  if (id_ < 0) fail("fork");
  if (id_ == 0) {
    if (counted) {
      ::setenv("LD_PRELOAD", "build/release/tests/count_calls.so", 1);
      ::setenv("CHATLAB_COUNTS", counts_path.c_str(), 1);
    }
    become(command, pipe[0], output);
  }
  ::close(pipe[0]);
  ::close(output);
  input_ = pipe[1];
}

ServerProcess::~ServerProcess() {
  ::close(input_);
  if (id_ > 0) {
    ::kill(id_, SIGKILL);
    ::waitpid(id_, nullptr, 0);
  }
}

void ServerProcess::type(const std::string& line) {
  const std::string bytes = line + "\n";
  if (::write(input_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    fail("write");
  }
}

std::string ServerProcess::wait_for(const std::string& text, int count) {
  const TimePoint end = now() + std::chrono::seconds(10);
  for (;;) {
    const std::string log = read_log();
    std::size_t place = 0;
    for (int i = 0; i < count && place != std::string::npos; ++i) {
      place = log.find(text, i == 0 ? 0 : place + 1);
    }
    const std::size_t line_end = place == std::string::npos ? place : log.find('\n', place);
    if (line_end != std::string::npos) {
      place += text.size();
      return log.substr(place, line_end - place);
    }
    if (!is_running() || now() > end) {
      throw std::runtime_error("no '" + text + "' from the server:\n" +
                               log.substr(log.size() > 500 ? log.size() - 500 : 0));
    }
    rest_for(milliseconds(5));
  }
}

int ServerProcess::count_in_log(const std::string& text) const {
  const std::string log = read_log();
  int count = 0;
  for (std::size_t place = 0; (place = log.find(text, place)) != std::string::npos; ++count) {
    place += text.size();
  }
  return count;
}

bool ServerProcess::is_running() {
  if (id_ > 0 && ::waitpid(id_, nullptr, WNOHANG) == id_) id_ = -1;
  return id_ > 0;
}

// clock_getcpuclockid(3) for the total. In the file: the fields after the command's name, which may
// contain spaces, are `state`, then ten more, then utime and stime in clock ticks. proc(5)
Cpu cpu_of(pid_t process) {
  clockid_t clock = 0;
  timespec total = {};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &total) != 0) return {};
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  fields >> user;
  return {static_cast<double>(total.tv_sec) + static_cast<double>(total.tv_nsec) / 1e9,
          user / static_cast<double>(::sysconf(_SC_CLK_TCK))};
}

Counts ServerProcess::counts() const {
  return counts_ == nullptr ? Counts() : *counts_;
}

std::size_t ServerProcess::resident_bytes() const {
  std::ifstream status("/proc/" + std::to_string(id_) + "/status");
  for (std::string word; status >> word;) {
    std::size_t kib = 0;
    if (word == "VmRSS:" && status >> kib) return kib * 1024;
  }
  return 0;
}

std::string ServerProcess::read_log() const {
  std::ifstream file(log_, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace chatlab::bench
