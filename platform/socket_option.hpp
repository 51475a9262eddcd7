// Socket options, and what observers are told of them: the part that is the same on all systems.
// For the sockets in posix/ and windows/.
#pragma once

#include <string>
#include <vector>

#include "platform/call_observer.hpp"

namespace chatlab {

/// An option of type int.
struct SocketOption {
  const char* name;  // for observers
  int level;
  int option;
  int value = 1;
};
using SocketOptions = std::vector<SocketOption>;

/// Reports that `options` were set, as one call; `result` is that of the last one refused.
inline void tell_options(Handle handle, const SocketOptions& options, const IoResult& result) {
  if (call_observer() == nullptr || options.empty()) return;
  std::string names;
  for (const SocketOption& one : options)
    names += (names.empty() ? "" : ", ") + std::string(one.name);
  SystemCall call{Call::set_options, handle, 0, result};
  call.options = names;
  tell_observer(call);
}

/// Reports a call of socket(2); `opened` is the new handle, or no_handle.
inline void tell_opened(Handle opened, const IoResult& result) {
  SystemCall call{Call::open, opened, 0, result};
  call.created = opened;
  tell_observer(call);
}

}  // namespace chatlab
