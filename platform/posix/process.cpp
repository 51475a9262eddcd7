// Process-wide setup on POSIX: ignored signals, closed standard descriptors, the limit of open
// descriptors, and how memory is returned to the system.
#include "platform/process.hpp"

#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

namespace chatlab {
namespace {

void fill_closed_descriptors() {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    // open(2) uses the lowest free number: the one found closed.
    if (fcntl(descriptor, F_GETFD) < 0 && open("/dev/null", O_RDWR) != descriptor) return;
  }
}

void raise_descriptor_limit() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) == 0) return;
  limit.rlim_cur = 10240;  // macOS reports no maximum, but allows OPEN_MAX at most
  setrlimit(RLIMIT_NOFILE, &limit);
}

// A large block gets memory of its own from the system, and gives it back when it is freed. Else it
// stays in the heap, and to return a few hundred of them later takes longer than a turn may last.
// mallopt(3)
void give_large_blocks_memory_of_their_own() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 * 1024);
#endif
}

}  // namespace

Process::Process(int argc, char** argv) : arguments_(argv + (argc > 0 ? 1 : 0), argv + argc) {
  fill_closed_descriptors();
  raise_descriptor_limit();
  give_large_blocks_memory_of_their_own();
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}

Process::~Process() = default;

void return_freed_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace chatlab
