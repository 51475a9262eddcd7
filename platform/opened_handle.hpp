// What observers are told while a handle is opened and prepared, and the options of sockets: the
// part that is the same on all systems. For posix/ and windows/, whose calls differ.
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
  std::string text;
  for (const SocketOption& one : options) {
    text += (text.empty() ? "" : ", ") + std::string(one.name);
    if (one.value != 1) text += ' ' + std::to_string(one.value);
  }
  SystemCall call{Call::set_options, handle, 0, result};
  call.options = text;
  tell_observer(call);
}

/// Reports a call of socket(2); `opened` is the new handle, or no_handle.
inline void tell_opened(Handle opened, const IoResult& result) {
  SystemCall call{Call::open, opened, 0, result};
  call.created = opened;
  tell_observer(call);
}

/// Reports a call of pipe(2) that has succeeded.
inline void tell_pipe(Handle reading_end, Handle writing_end) {
  SystemCall call{Call::open_pipe, reading_end};
  call.created = reading_end;
  call.writing_end = writing_end;
  tell_observer(call);
}

}  // namespace chatlab
