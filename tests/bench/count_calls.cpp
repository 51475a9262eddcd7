// Counts a program's system calls on handles and its allocations from within: a library for
// LD_PRELOAD (ld.so(8)), whose functions stand before the C library's, count, and call them.
//
// The counts are in a file that the environment variable CHATLAB_COUNTS names; the benchmark maps
// the same file and reads them while the program runs. Only what a program calls by these names is
// counted: that is all of chat-server and of the floor.
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/bench/server_process.hpp"

namespace {

chatlab::bench::Counts before_mapping;
chatlab::bench::Counts* counts = &before_mapping;

__attribute__((constructor)) void map_counts() {
  const char* path = std::getenv("CHATLAB_COUNTS");
  const int file = path == nullptr ? -1 : ::open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void* memory = ::mmap(nullptr, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  if (memory != MAP_FAILED) counts = static_cast<chatlab::bench::Counts*>(memory);
}

// The C library's own function of this name.
template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t send(int handle, const void* bytes, size_t size, int flags) {
  static auto* const original = next<decltype(::send)>("send");
  ++counts->system_calls;
  return original(handle, bytes, size, flags);
}

ssize_t recv(int handle, void* bytes, size_t size, int flags) {
  static auto* const original = next<decltype(::recv)>("recv");
  ++counts->system_calls;
  return original(handle, bytes, size, flags);
}

ssize_t sendto(int handle, const void* bytes, size_t size, int flags, const sockaddr* to,
               socklen_t length) {
  static auto* const original = next<decltype(::sendto)>("sendto");
  ++counts->system_calls;
  return original(handle, bytes, size, flags, to, length);
}

ssize_t sendmsg(int handle, const msghdr* message, int flags) {
  static auto* const original = next<decltype(::sendmsg)>("sendmsg");
  ++counts->system_calls;
  return original(handle, message, flags);
}

ssize_t recvmsg(int handle, msghdr* message, int flags) {
  static auto* const original = next<decltype(::recvmsg)>("recvmsg");
  ++counts->system_calls;
  return original(handle, message, flags);
}

int poll(pollfd* handles, nfds_t count, int timeout) {
  static auto* const original = next<decltype(::poll)>("poll");
  ++counts->system_calls;
  return original(handles, count, timeout);
}

int select(int count, fd_set* readable, fd_set* writable, fd_set* failed, timeval* timeout) {
  static auto* const original = next<decltype(::select)>("select");
  ++counts->system_calls;
  return original(count, readable, writable, failed, timeout);
}

ssize_t write(int handle, const void* bytes, size_t size) {
  static auto* const original = next<decltype(::write)>("write");
  ++counts->system_calls;
  return original(handle, bytes, size);
}

ssize_t read(int handle, void* bytes, size_t size) {
  static auto* const original = next<decltype(::read)>("read");
  ++counts->system_calls;
  return original(handle, bytes, size);
}

// operator new calls malloc. The C library's own name for it is used, since dlsym() may allocate.
void* __libc_malloc(size_t size);
void* __libc_realloc(void* memory, size_t size);

void* malloc(size_t size) {
  ++counts->allocations;
  return __libc_malloc(size);
}

void* realloc(void* memory, size_t size) {
  ++counts->allocations;
  return __libc_realloc(memory, size);
}

}  // extern "C"
