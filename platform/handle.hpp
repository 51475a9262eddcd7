// What the operating system knows an open descriptor by: the textbook's *handle*.
//
// POSIX gives small ints, Winsock gives SOCKETs (unsigned, pointer-sized); one signed type that
// holds either keeps system headers out of every other folder.
#pragma once

#include <cstdint>

namespace chatlab {

using Handle = std::intptr_t;

/// No descriptor at all: what open(2) and socket(2) call -1, and Winsock INVALID_SOCKET.
constexpr Handle no_handle = -1;

}  // namespace chatlab
