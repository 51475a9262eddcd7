// Standard input on POSIX: descriptor 0, which poll(2) and select(2) can wait for.
#include "platform/standard_input.hpp"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include "platform/posix/native.hpp"

namespace chatlab {
namespace {

// Standard input is shared with the shell and other programs: one of them may have read what made
// it readable, and a read that finds nothing would wait. A signal may leave the question unanswered
// (EINTR, even though the call does not wait): as if there were nothing.
bool has_input() {
  pollfd input = {STDIN_FILENO, POLLIN, 0};
  return ::poll(&input, 1, 0) > 0;
}

}  // namespace

struct StandardInput::Source {
  bool terminal = isatty(STDIN_FILENO) == 1;
};

StandardInput::StandardInput() : source_(std::make_unique<Source>()) {}
StandardInput::~StandardInput() = default;

Handle StandardInput::handle() const {
  return STDIN_FILENO;
}

IoResult StandardInput::read_now(char* buffer, std::size_t size) {
  // A background job must not read the terminal: SIGTTIN would stop it. Once it has come to the
  // foreground, the shell does not read any more: only then does has_input() decide.
  if (source_->terminal && is_in_background()) return IoResult::would_block();
  if (!has_input()) return IoResult::would_block();
  const auto count = ::read(STDIN_FILENO, buffer, size);
  if (count > 0) return IoResult::done(static_cast<std::size_t>(count));
  if (count == 0) return IoResult::closed();
  if (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK) {
    return IoResult::would_block(last_error());
  }
  return IoResult::closed();
}

bool StandardInput::is_terminal() const {
  return source_->terminal;
}

void StandardInput::discard() {
  if (source_->terminal && !is_in_background()) tcflush(STDIN_FILENO, TCIFLUSH);
}

}  // namespace chatlab
