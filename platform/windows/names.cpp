// The names under which Windows lists calls and errors (`WSARecvMsg`, `WSAEWOULDBLOCK`), for
// traces.
#include "platform/call_observer.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {
namespace {

struct ErrorName {
  int error;
  const char* name;
};

// The errors that this program's calls can report. MSDN: Windows Sockets Error Codes, System Error
// Codes
constexpr ErrorName error_names[] = {
    {WSAEACCES, "WSAEACCES"},
    {WSAEADDRINUSE, "WSAEADDRINUSE"},
    {WSAEADDRNOTAVAIL, "WSAEADDRNOTAVAIL"},
    {WSAEAFNOSUPPORT, "WSAEAFNOSUPPORT"},
    {WSAEWOULDBLOCK, "WSAEWOULDBLOCK"},
    {WSAEBADF, "WSAEBADF"},
    {WSAECONNABORTED, "WSAECONNABORTED"},
    {WSAECONNREFUSED, "WSAECONNREFUSED"},
    {WSAECONNRESET, "WSAECONNRESET"},
    {WSAEFAULT, "WSAEFAULT"},
    {WSAEHOSTUNREACH, "WSAEHOSTUNREACH"},
    {WSAEINPROGRESS, "WSAEINPROGRESS"},
    {WSAEINTR, "WSAEINTR"},
    {WSAEINVAL, "WSAEINVAL"},
    {WSAEMFILE, "WSAEMFILE"},
    {WSAEMSGSIZE, "WSAEMSGSIZE"},
    {WSAENETDOWN, "WSAENETDOWN"},
    {WSAENETRESET, "WSAENETRESET"},
    {WSAENETUNREACH, "WSAENETUNREACH"},
    {WSAENOBUFS, "WSAENOBUFS"},
    {WSAENOTCONN, "WSAENOTCONN"},
    {WSAENOTSOCK, "WSAENOTSOCK"},
    {WSAESHUTDOWN, "WSAESHUTDOWN"},
    {WSAETIMEDOUT, "WSAETIMEDOUT"},
    {ERROR_ACCESS_DENIED, "ERROR_ACCESS_DENIED"},
    {ERROR_BROKEN_PIPE, "ERROR_BROKEN_PIPE"},
    {ERROR_DISK_FULL, "ERROR_DISK_FULL"},
    {ERROR_FILE_NOT_FOUND, "ERROR_FILE_NOT_FOUND"},
    {ERROR_INVALID_HANDLE, "ERROR_INVALID_HANDLE"},
    {ERROR_NO_DATA, "ERROR_NO_DATA"},
    {ERROR_NOT_ENOUGH_MEMORY, "ERROR_NOT_ENOUGH_MEMORY"},
    {ERROR_OPERATION_ABORTED, "ERROR_OPERATION_ABORTED"},
    {ERROR_PATH_NOT_FOUND, "ERROR_PATH_NOT_FOUND"},
    {ERROR_PIPE_NOT_CONNECTED, "ERROR_PIPE_NOT_CONNECTED"},
};

}  // namespace

const char* call_name(Call call) {
  switch (call) {
    case Call::open:
      return "socket";
    case Call::open_pipe:
      return "CreatePipe";
    case Call::make_non_blocking:
      return "ioctlsocket FIONBIO";
    case Call::set_options:
      return "setsockopt";
    case Call::set_keepalive:
      return "WSAIoctl SIO_KEEPALIVE_VALS";
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
      return "ioctlsocket";
    case Call::shut_down:
      return "shutdown SD_SEND";
    case Call::close:
      return "closesocket";
    case Call::reset:
      return "closesocket with SO_LINGER 0";
    case Call::receive_datagram:
      return "WSARecvMsg";
    case Call::receive_error:
      return "WSARecvMsg";
    case Call::send_datagram:
      return "WSASendMsg";
    case Call::read_input:
    case Call::read_signal:
      return "recv";
    case Call::write_output:
      break;
  }
  return "WriteFile";
}

std::string error_name(std::error_code error) {
  for (const ErrorName& known : error_names) {
    if (error.value() == known.error) return known.name;
  }
  return error.message();
}

const char* handle_word() {
  return "handle";
}

}  // namespace chatlab
