// A clock that a test sets ahead or holds still, for a program that runs with
// LD_PRELOAD=jumping_clock.so: as if the program had been stopped for minutes, in a test of a
// second. See ld.so(8).
//
// The monotonic clock is that of the system, or the time at which the test holds it, plus the time
// that the test has added: two numbers of nanoseconds in the file that CHATLAB_CLOCK names, which
// the test and the program map.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

// The GNU library declares its functions so, others do not.
#ifndef __THROW
#define __THROW
#endif

namespace {

using ClockGettime = int (*)(clockid_t, timespec*);

constexpr std::int64_t second = 1000000000;

// 0: the time that is added; 1: the time at which the clock is held, or 0 if it is not.
using Numbers = volatile std::int64_t[2];

const Numbers* map_numbers() {
  static const Numbers none = {0, 0};
  const char* const path = std::getenv("CHATLAB_CLOCK");
  const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return &none;
  void* const mapped = mmap(nullptr, sizeof(Numbers), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  return mapped == MAP_FAILED ? &none : static_cast<const Numbers*>(mapped);
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* time) __THROW {
  static const auto of_the_system =
      reinterpret_cast<ClockGettime>(dlsym(RTLD_NEXT, "clock_gettime"));
  static const Numbers& numbers = *map_numbers();
  const int result = of_the_system(clock, time);
  if (clock != CLOCK_MONOTONIC) return result;
  const std::int64_t held_at = numbers[1];
  const std::int64_t base = held_at != 0 ? held_at : time->tv_sec * second + time->tv_nsec;
  const std::int64_t shown = base + numbers[0];
  time->tv_sec = static_cast<time_t>(shown / second);
  time->tv_nsec = static_cast<long>(shown % second);
  return result;
}
