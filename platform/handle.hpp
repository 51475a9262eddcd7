// The operating system's name for an open descriptor: the textbook's *handle*.
//
// POSIX uses small ints, Winsock uses SOCKETs (unsigned, pointer-sized); one signed type that holds
// both keeps system headers out of the other folders.
#pragma once

#include <cstdint>

namespace chatlab {

using Handle = std::intptr_t;

/// No descriptor: -1 on POSIX, INVALID_SOCKET in Winsock. socket(2)
constexpr Handle no_handle = -1;

}  // namespace chatlab
