// Standard input as a handle that the reactor can wait for like any socket.
//
// On POSIX that is descriptor 0 itself, be it a terminal, a pipe or a file. Winsock can wait for
// sockets only, so there a thread inside platform/windows/ feeds a socket from the real input.
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

  /// Up to `size` bytes. `closed` at the end of input; a closed or unreadable standard input ends
  /// at once. `would_block` where nothing is to be had although the handle looked readable.
  IoResult read(char* buffer, std::size_t size);

 private:
  struct Source;
  std::unique_ptr<Source> source_;
};

}  // namespace chatlab
