// What differs between systems in traces: the names of calls and errors.
#pragma once

#include <cstring>
#include <string>

#include "platform/call_observer.hpp"

namespace chatlab {

/// True if the tests run on Windows, or under Wine.
inline bool on_windows() {
  return std::strcmp(handle_word(), "handle") == 0;
}

/// The word that this system uses.
inline std::string word_here(const char* on_posix, const char* in_winsock) {
  return on_windows() ? in_winsock : on_posix;
}

}  // namespace chatlab
