// Replaces descriptors by dup2(2), and restores them.
#include "tests/support/redirect_posix.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace chatlab {
namespace {

int checked(int result, const char* call) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), call);
  return result;
}

void close_end(int& end) {
  if (end >= 0) ::close(end);
  end = -1;
}

// Reads all that is available from a non-blocking descriptor.
std::string read_all(int descriptor) {
  std::string text;
  char buffer[4096];
  for (;;) {
    const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
    if (count <= 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

}  // namespace

Redirection::Redirection(int descriptor, int replacement)
    : descriptor_(descriptor), before_(checked(::dup(descriptor), "dup")) {
  std::fflush(stdout);  // earlier output goes to its own destination
  checked(::dup2(replacement, descriptor), "dup2");
}

Redirection::~Redirection() {
  ::dup2(before_, descriptor_);
  ::close(before_);
}

TestPipe::TestPipe() {
  checked(::pipe(ends_), "pipe");
  for (const int end : ends_) checked(fcntl(end, F_SETFL, O_NONBLOCK), "fcntl");
}

TestPipe::~TestPipe() {
  close_end(ends_[0]);
  close_end(ends_[1]);
}

bool TestPipe::write(std::string_view bytes) {
  return ::write(ends_[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
}

std::string TestPipe::read() {
  return read_all(ends_[0]);
}

void TestPipe::let_readers_wait() {
  checked(fcntl(ends_[0], F_SETFL, 0), "fcntl");
}

void TestPipe::let_writers_wait() {
  checked(fcntl(ends_[1], F_SETFL, 0), "fcntl");
}

void TestPipe::close_read_end() {
  close_end(ends_[0]);
}

void TestPipe::close_write_end() {
  close_end(ends_[1]);
}

TestTerminal::TestTerminal()
    : keyboard_(checked(::posix_openpt(O_RDWR | O_NOCTTY), "posix_openpt")) {
  checked(::grantpt(keyboard_), "grantpt");
  checked(::unlockpt(keyboard_), "unlockpt");
  checked(::fcntl(keyboard_, F_SETFL, O_NONBLOCK), "fcntl");
  terminal_ = checked(::open(::ptsname(keyboard_), O_RDWR | O_NOCTTY), "open");
}

TestTerminal::~TestTerminal() {
  close_end(terminal_);
  close_end(keyboard_);
}

void TestTerminal::type(std::string_view keys) {
  checked(static_cast<int>(::write(keyboard_, keys.data(), keys.size())), "write");
}

std::string TestTerminal::read_screen() {
  return read_all(keyboard_);
}

}  // namespace chatlab
