// Standard output on POSIX, written without blocking.
//
// O_NONBLOCK belongs to the open file description, which the shell and other programs share, so it
// can't simply be set. What is done instead depends on the kind of descriptor. open(2)
#include "platform/standard_output.hpp"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "platform/posix/native.hpp"

namespace chatlab {
namespace {

constexpr milliseconds retry_delay{10};

enum class Kind {
  own_terminal,     // opened a second time: O_NONBLOCK is set on our own description
  shared_terminal,  // could not be opened a second time
  socket,
  file,  // regular: a write does not wait
  other  // a pipe or a device
};

Kind kind_of(int standard) {
  struct stat status = {};
  if (isatty(standard) == 1) return Kind::shared_terminal;
  if (fstat(standard, &status) != 0) return Kind::other;
  if (S_ISSOCK(status.st_mode)) return Kind::socket;
  return S_ISREG(status.st_mode) ? Kind::file : Kind::other;
}

// After su(1), the terminal belongs to another user and can't be opened again. Then the shared
// description is non-blocking during each write.
ssize_t write_to_shared_terminal(int terminal, const char* bytes, std::size_t size) {
  const int flags = fcntl(terminal, F_GETFL);
  fcntl(terminal, F_SETFL, flags | O_NONBLOCK);  // if refused, the write may wait
  const ssize_t count = ::write(terminal, bytes, size);
  const int error = errno;
  fcntl(terminal, F_SETFL, flags);
  errno = error;
  return count;
}

// A writable pipe has room for PIPE_BUF bytes; a longer write could wait. pipe(7) A signal may
// leave the question unanswered (EINTR): as if there were no room.
ssize_t write_if_there_is_room(int descriptor, const char* bytes, std::size_t size) {
  pollfd output = {descriptor, POLLOUT, 0};
  if (::poll(&output, 1, 0) <= 0) {
    errno = EAGAIN;
    return -1;
  }
  return ::write(descriptor, bytes, std::min<std::size_t>(size, PIPE_BUF));
}

ssize_t write_to(Kind kind, int descriptor, const char* bytes, std::size_t size) {
  switch (kind) {
    case Kind::own_terminal:
    case Kind::file:
      return ::write(descriptor, bytes, size);
    case Kind::shared_terminal:
      return write_to_shared_terminal(descriptor, bytes, size);
    case Kind::socket:
      return ::send(descriptor, bytes, size, MSG_DONTWAIT);
    case Kind::other:
      break;
  }
  return write_if_there_is_room(descriptor, bytes, size);
}

}  // namespace

int reopen_terminal(int descriptor) {
  char name[PATH_MAX];
  if (ttyname_r(descriptor, name, sizeof name) != 0) return -1;
  return ::open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}

struct StandardOutput::State {
  Kind kind;
  int descriptor;
  bool is_ours;  // true: opened here, and to be closed
};

StandardOutput::StandardOutput(Stream stream) : state_(std::make_unique<State>()) {
  const int standard = stream == Stream::output ? STDOUT_FILENO : STDERR_FILENO;
  *state_ = {kind_of(standard), standard, false};
  handle_ = standard;
  if (state_->kind != Kind::shared_terminal) return;
  const int reopened = reopen_terminal(standard);
  if (reopened >= 0) *state_ = {Kind::own_terminal, reopened, true};
}

// A named pipe without a reader fails (ENXIO) instead of waiting for one. fifo(7)
StandardOutput::StandardOutput(const std::string& file) : state_(std::make_unique<State>()) {
  constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
  const int opened = ::open(file.c_str(), flags, 0666);
  if (opened < 0) throw std::system_error(last_error(), "open " + file);
  *state_ = {kind_of(opened), opened, true};
}

StandardOutput::~StandardOutput() {
  if (state_->is_ours) ::close(state_->descriptor);
}

IoResult StandardOutput::write_now(const char* bytes, std::size_t size) {
  const ssize_t count = write_to(state_->kind, state_->descriptor, bytes, size);
  if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
  if (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK) {
    return IoResult::would_block(last_error());
  }
  return IoResult::failed(last_error());
}

bool StandardOutput::write_all(const char* bytes, std::size_t size, milliseconds limit) {
  const TimePoint deadline = now() + limit;
  while (size > 0) {
    const IoResult result = write(bytes, size);
    if (result.status == IoStatus::error) return false;
    if (result.status == IoStatus::would_block) {
      if (now() >= deadline) return false;
      ::poll(nullptr, 0, static_cast<int>(retry_delay.count()));
    }
    bytes += result.bytes;
    size -= result.bytes;
  }
  return true;
}

std::size_t StandardOutput::columns() const {
  const bool is_terminal =
      state_->kind == Kind::own_terminal || state_->kind == Kind::shared_terminal;
  if (!is_terminal) return 0;
  winsize size = {};
  if (ioctl(state_->descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

bool standard_output_is_terminal() {
  const char* kind = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && kind != nullptr && *kind != '\0' &&
         std::strcmp(kind, "dumb") != 0;
}

}  // namespace chatlab
