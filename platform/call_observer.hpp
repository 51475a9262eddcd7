// Tells an observer which calls a program makes to the operating system on its handles: a small
// strace(1) inside the program, which works on all systems.
//
// The public functions of sockets, of standard input and output and of the stop signal report each
// call once it has returned, in one place for all systems: socket.cpp and standard_streams.cpp.
// Only how a socket is opened and its options are set differs, and is told by open_socket.cpp.
// Without an observer this costs one branch per call. Waiting is reported by the reactor, which
// knows the handlers that wait (reactor/reactor_observer.hpp). Not reported are calls
// that make a handle non-blocking, or ask for its address or for what the peer has not
// acknowledged, and those made by other threads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

#include "platform/address.hpp"
#include "platform/handle.hpp"
#include "platform/io_result.hpp"

namespace chatlab {

/// What a call does. call_name() returns the system's name for it.
enum class Call {
  open,         // opens a socket; `created` is its handle
  set_options,  // sets `options`, all that are set at this moment
  bind,
  listen,          // the socket accepts connections from now on
  accept,          // the next connection; `created` is its handle
  connect,         // starts to connect
  finish_connect,  // the outcome of a connect that was in progress
  receive,
  send,
  shut_down,  // half-closes: nothing more is sent
  close,
  reset,  // closes a connection so that the peer sees a reset
  receive_datagram,
  send_datagram,
  read_input,
  write_output,
  read_signal,  // drains the pipe that a stop signal writes to
};

/// A call that has returned. Pointers and views are valid until the observer returns.
struct SystemCall {
  Call call;
  Handle handle = no_handle;       // the handle of the call; no_handle if opening it failed
  std::size_t size = 0;            // bytes offered, or room for bytes to receive
  IoResult result = {};            // the outcome
  std::string_view bytes = {};     // the bytes received, or the offered bytes that were sent
  const Address* local = nullptr;  // this machine's end, for calls that establish it
  const Address* peer = nullptr;   // the other end, for calls that name or return it
  Handle created = no_handle;      // the new handle, for open and accept
  std::string_view options = {};   // the names of the options that are set
};

class CallObserver {
 public:
  virtual ~CallObserver() = default;
  virtual void on_call(const SystemCall& call) = 0;
};

/// Reports each further call of this thread to `observer`; nullptr ends the reports. The observer
/// must stay alive until then.
void observe_calls(CallObserver* observer);

/// The observer of this thread; nullptr if there is none.
CallObserver* call_observer();

/// Reports `call` if there is an observer.
inline void tell_observer(const SystemCall& call) {
  if (call_observer() != nullptr) call_observer()->on_call(call);
}

/// The bytes at `bytes` that a call with this result has transferred.
inline std::string_view transferred(const char* bytes, const IoResult& result) {
  return {bytes, result.status == IoStatus::done ? result.bytes : 0};
}

/// The name under which manual pages list the call on this system: `recv`, `WSARecvMsg`.
const char* call_name(Call call);

/// The system's own name of an error: `EAGAIN`, `WSAEWOULDBLOCK`. The error's text if its name is
/// not known here. errno(3)
std::string error_name(std::error_code error);

/// The system's word for a handle: `fd` on POSIX, `handle` on Windows.
const char* handle_word();

/// While this object exists, calls of this thread are not observed: for an observer's own output.
class Unobserved {
 public:
  Unobserved() : observer_(call_observer()) { observe_calls(nullptr); }
  ~Unobserved() { observe_calls(observer_); }
  Unobserved(const Unobserved&) = delete;
  Unobserved& operator=(const Unobserved&) = delete;

 private:
  CallObserver* observer_;
};

}  // namespace chatlab
