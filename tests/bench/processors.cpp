#include "tests/bench/processors.hpp"

#include <sched.h>

#include <cerrno>
#include <system_error>

namespace chatlab::bench {
namespace {

cpu_set_t processors_of_this_process() {
  cpu_set_t set;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) {
    throw std::system_error(errno, std::generic_category(), "sched_getaffinity");
  }
  return set;
}

void run_on(const cpu_set_t& set) {
  if (::sched_setaffinity(0, sizeof set, &set) != 0) {
    throw std::system_error(errno, std::generic_category(), "sched_setaffinity");
  }
}

// Those that the benchmark was started with.
const cpu_set_t& all_processors() {
  static const cpu_set_t all = processors_of_this_process();
  return all;
}

cpu_set_t servers_processor() {
  cpu_set_t set;
  CPU_ZERO(&set);
  int first = 0;
  while (!CPU_ISSET(first, &all_processors())) ++first;
  CPU_SET(first, &set);
  return set;
}

bool is_divided = false;

}  // namespace

void divide_processors() {
  const cpu_set_t first = servers_processor();
  cpu_set_t others;
  CPU_XOR(&others, &all_processors(), &first);
  if (CPU_COUNT(&others) == 0) return;
  run_on(others);
  is_divided = true;
}

void share_processors() {
  run_on(all_processors());
  is_divided = false;
}

void move_to_servers_processor() {
  if (is_divided) run_on(servers_processor());
}

}  // namespace chatlab::bench
