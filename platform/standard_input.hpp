// Standard input as a handle that the reactor can wait for, like a socket.
//
// On POSIX it is descriptor 0: a terminal, a pipe or a file. Winsock can wait for sockets only, so
// a thread inside platform/windows/ copies the real input to a socket.
#pragma once

#include <cstddef>
#include <memory>

#include "platform/handle.hpp"
#include "platform/io_result.hpp"

namespace chatlab {

class StandardInput {
 public:
  StandardInput();
  ~StandardInput();

  Handle handle() const;

  /// Reads up to `size` bytes. `closed` at end of input; a closed or unreadable standard input ends
  /// at once. `would_block` if no input is available although the handle was readable.
  IoResult read(char* buffer, std::size_t size);

  /// True if standard input is a terminal: the shell then reads what this program leaves unread.
  /// isatty(3)
  bool is_terminal() const;

  /// Discards input that was typed but not read yet. No effect if standard input is not a terminal,
  /// or if the process is in the background. tcflush(3)
  void discard();

 private:
  IoResult read_now(char* buffer, std::size_t size);

  struct Source;
  std::unique_ptr<Source> source_;
};

}  // namespace chatlab
