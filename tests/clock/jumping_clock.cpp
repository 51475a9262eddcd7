// A clock that a test sets ahead, for a program that runs with LD_PRELOAD=jumping_clock.so: as if
// the program had been stopped for minutes, in a test of a second. See ld.so(8).
//
// The monotonic clock is that of the system plus the seconds in the file that CHATLAB_CLOCK names,
// which the test and the program map.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>

// The GNU library declares its functions so, others do not.
#ifndef __THROW
#define __THROW
#endif

namespace {

using ClockGettime = int (*)(clockid_t, timespec*);

const volatile long* map_seconds() {
  static const long none = 0;
  const char* const path = std::getenv("CHATLAB_CLOCK");
  const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return &none;
  void* const mapped = mmap(nullptr, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  return mapped == MAP_FAILED ? &none : static_cast<const volatile long*>(mapped);
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* time) __THROW {
  static const auto of_the_system =
      reinterpret_cast<ClockGettime>(dlsym(RTLD_NEXT, "clock_gettime"));
  static const volatile long* const seconds_ahead = map_seconds();
  const int result = of_the_system(clock, time);
  if (clock == CLOCK_MONOTONIC) time->tv_sec += *seconds_ahead;
  return result;
}
