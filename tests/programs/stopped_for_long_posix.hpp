// The fixture for tests of programs that were stopped for longer than any limit that they have, ten
// minutes: when they continue, no limit has expired. The programs are stopped for an instant in
// which their clock is set ahead (tests/clock/), so that no test waits for minutes.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>

#include "platform/clock.hpp"
#include "tests/support/program_testing.hpp"
#include "tests/support/scratch_file.hpp"
#include "tests/support/terminal_testing_posix.hpp"

namespace chatlab {

// Sanitizers must be loaded before anything else; macOS protects programs from preloading.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(__APPLE__)
inline constexpr bool can_preload = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
inline constexpr bool can_preload = false;
#else
inline constexpr bool can_preload = true;
#endif
#else
inline constexpr bool can_preload = true;
#endif

class JumpingClock {
 public:
  JumpingClock() {
    const int opened = ::open(file_.name.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
    EXPECT_EQ(::ftruncate(opened, size), 0);
    void* const mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, opened, 0);
    ::close(opened);
    added_ = static_cast<volatile std::int64_t*>(mapped);
    held_at_ = added_ + 1;
  }
  ~JumpingClock() { ::munmap(const_cast<std::int64_t*>(added_), size); }
  JumpingClock(const JumpingClock&) = delete;
  JumpingClock& operator=(const JumpingClock&) = delete;

  // For programs whose clock this is.
  ChildProcess::Setting setting() const {
    ChildProcess::Setting setting;
    setting.variables = {"LD_PRELOAD=" + library(), "CHATLAB_CLOCK=" + file_.name};
    return setting;
  }

  static std::string library() { return program_path("tests/jumping_clock.so"); }

  void jump(std::chrono::seconds ahead) {
    *added_ = *added_ + std::chrono::nanoseconds(ahead).count();
  }

  // The clock stands still, so that a slow machine uses up no limit, until it goes on from there.
  // Meanwhile the programs' timers do not fire, and they do not retry to write to a full pipe.
  void hold() { *held_at_ = time(); }
  void go_on() {
    *added_ = *added_ - (time() - *held_at_);
    *held_at_ = 0;
  }

 private:
  static constexpr std::size_t size = 2 * sizeof(std::int64_t);

  static std::int64_t time() {
    return std::chrono::nanoseconds(system_time().time_since_epoch()).count();
  }

  ScratchFile file_{".clock"};
  volatile std::int64_t* added_ = nullptr;
  volatile std::int64_t* held_at_ = nullptr;  // 0: the clock is not held
};

class StoppedForLong : public TerminalPosix {
 protected:
  void SetUp() override {
    if (!can_preload) GTEST_SKIP() << "no library can be preloaded here";
    ASSERT_EQ(::access(JumpingClock::library().c_str(), R_OK), 0) << JumpingClock::library();
  }

  void stop_unheard(ChildProcess& program) {
    program.suspend();
    clock.jump(std::chrono::minutes(10));
    program.resume();
  }

  // The signal that turns the trace on or off begins a turn, which looks at the clock.
  void stop_for_long(ChildProcess& program, const std::function<void()>& meanwhile = {}) {
    const std::size_t before = remarks(program);
    program.suspend();
    clock.jump(std::chrono::minutes(10));
    if (meanwhile) meanwhile();
    program.resume();
    program.send_user_signal();
    EXPECT_TRUE(wait_until([&] { return remarks(program) > before; })) << program.describe();
  }

  ChildProcess& start_program(const std::string& name, const Arguments& arguments) {
    return start(name, arguments, clock.setting());
  }

  ChildProcess& start_ann(const std::string& protocol, const Address& server) {
    return start_client(protocol, server, {"--name=Ann"}, clock.setting());
  }

  // Time in which a limit that counts the stop would strike.
  void let_limits_strike() { let_pass(milliseconds(300)); }

  const std::string welcome = "Welcome to the server,Thanks for connecting!!";
  JumpingClock clock;

 private:
  // How often the trace has begun or ended.
  static std::size_t remarks(const ChildProcess& program) {
    std::size_t count = 0;
    for (const std::string& line : lines_of(program.errors())) {
      const bool is_remark = line.find("the trace begins") != std::string::npos ||
                             line.find("the trace ends") != std::string::npos;
      if (is_remark) ++count;
    }
    return count;
  }
};

}  // namespace chatlab
