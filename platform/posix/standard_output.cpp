#include "platform/standard_output.hpp"

#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "platform/posix/native.hpp"

namespace chatlab {

// Standard output may be shared with other programs (a shell's terminal is), so making it
// non-blocking would change it under their feet. Instead poll tells whether there is room: a
// writable pipe has room for PIPE_BUF bytes, and one byte more could block. pipe(7)
IoResult write_standard_output(const char* bytes, std::size_t size) {
  pollfd output = {STDOUT_FILENO, POLLOUT, 0};
  if (::poll(&output, 1, 0) == 0) return IoResult::would_block();
  const auto count = ::write(STDOUT_FILENO, bytes, std::min<std::size_t>(size, PIPE_BUF));
  if (count >= 0) return IoResult::done(static_cast<std::size_t>(count));
  if (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK) return IoResult::would_block();
  return IoResult::failed(last_error());
}

bool standard_output_is_terminal() {
  const char* kind = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && kind != nullptr && *kind != '\0' &&
         std::strcmp(kind, "dumb") != 0;
}

void write_standard_error(const char* bytes, std::size_t size) {
  while (size > 0) {
    const auto count = ::write(STDERR_FILENO, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
}

}  // namespace chatlab
