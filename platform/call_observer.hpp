// Tells an observer which calls a program makes to the operating system on its handles: a small
// strace(1) inside the program, which works on all systems.
//
// The public functions of sockets, of standard input and output and of the stop signal report each
// call once it has returned, in one place for all systems: socket.cpp and standard_streams.cpp.
// Only how a handle is opened and prepared differs per system: those calls are reported by the
// functions of opened_handle.hpp. Without an observer this costs one branch per call. Waiting is
// reported by the reactor, which knows the handlers that wait (reactor/reactor_observer.hpp).
//
// Not reported are calls that serve the user's screen (the terminal's mode and size, whether a pipe
// has room for what is written next), a call's repetition after EINTR, and calls of other threads.
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
  open,               // opens a socket; `created` is its handle
  open_pipe,          // opens a pipe; `created` is its reading end, `writing_end` the other
  make_non_blocking,  // also, programs that this one starts do not inherit the handle
  set_options,        // sets `options`, all that are set at this moment
  set_keepalive,      // sets the times of keepalive, if that is a call of its own
  bind,
  ask_local_address,  // the address that a socket is bound to
  listen,             // the socket accepts connections from now on
  accept,             // the next connection; `created` is its handle
  connect,            // starts to connect
  finish_connect,     // the outcome of a connect that was in progress
  receive,
  send,
  ask_unacknowledged,  // how many bytes are sent, but not acknowledged by the peer's system
  shut_down,           // half-closes: nothing more is sent
  close,
  reset,  // closes a connection so that the peer sees a reset
  receive_datagram,
  receive_error,  // the next error of datagrams sent earlier, from the queue of errors
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
  Handle created = no_handle;      // the new handle, for open, open_pipe and accept
  std::string_view options = {};   // the options that are set: names, and values other than 1
  Handle writing_end = no_handle;  // the second new handle, for open_pipe
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
