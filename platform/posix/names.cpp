// The names under which the manual pages list calls and errors (`recv`, `EAGAIN`), for traces.
#include <cerrno>

#include "platform/call_observer.hpp"

namespace chatlab {
namespace {

struct ErrorName {
  int error;
  const char* name;
};

// The errors that this program's calls can report. errno(3)
constexpr ErrorName error_names[] = {
    {EACCES, "EACCES"},
    {EADDRINUSE, "EADDRINUSE"},
    {EADDRNOTAVAIL, "EADDRNOTAVAIL"},
    {EAFNOSUPPORT, "EAFNOSUPPORT"},
    {EAGAIN, "EAGAIN"},
    {EBADF, "EBADF"},
    {ECONNABORTED, "ECONNABORTED"},
    {ECONNREFUSED, "ECONNREFUSED"},
    {ECONNRESET, "ECONNRESET"},
    {EFAULT, "EFAULT"},
    {EHOSTUNREACH, "EHOSTUNREACH"},
    {EINPROGRESS, "EINPROGRESS"},
    {EINTR, "EINTR"},
    {EINVAL, "EINVAL"},
    {EIO, "EIO"},
    {EISDIR, "EISDIR"},
    {EMFILE, "EMFILE"},
    {EMSGSIZE, "EMSGSIZE"},
    {ENETDOWN, "ENETDOWN"},
    {ENETRESET, "ENETRESET"},
    {ENETUNREACH, "ENETUNREACH"},
    {ENFILE, "ENFILE"},
    {ENOBUFS, "ENOBUFS"},
    {ENOMEM, "ENOMEM"},
    {ENOSPC, "ENOSPC"},
    {ENOTCONN, "ENOTCONN"},
    {EPERM, "EPERM"},
    {EPIPE, "EPIPE"},
    {EPROTO, "EPROTO"},
    {ETIMEDOUT, "ETIMEDOUT"},
};

}  // namespace

const char* call_name(Call call) {
  switch (call) {
    case Call::open:
      return "socket";
    case Call::open_pipe:
      return "pipe";
    case Call::make_non_blocking:
      return "fcntl O_NONBLOCK, FD_CLOEXEC";
    case Call::set_options:
      return "setsockopt";
    case Call::set_keepalive:
      return "setsockopt";
    case Call::bind:
      return "bind";
    case Call::ask_local_address:
      return "getsockname";
    case Call::listen:
      return "listen";
    case Call::accept:
      return "accept";
    case Call::connect:
      return "connect";
    case Call::finish_connect:
      return "getsockopt SO_ERROR";
    case Call::receive:
      return "recv";
    case Call::send:
      return "send";
    case Call::ask_unacknowledged:
      return "ioctl SIOCOUTQ";
    case Call::shut_down:
      return "shutdown SHUT_WR";
    case Call::close:
      return "close";
    case Call::reset:
      return "close with SO_LINGER 0";
    case Call::receive_datagram:
      return "recvmsg";
    case Call::receive_error:
      return "recvmsg MSG_ERRQUEUE";
    case Call::send_datagram:
      return "sendmsg";
    case Call::read_input:
    case Call::read_signal:
      return "read";
    case Call::write_output:
      break;
  }
  return "write";
}

std::string error_name(std::error_code error) {
  for (const ErrorName& known : error_names) {
    if (error.value() == known.error) return known.name;
  }
  return error.message();
}

const char* handle_word() {
  return "fd";
}

}  // namespace chatlab
