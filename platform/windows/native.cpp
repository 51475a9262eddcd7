// Conversion between Windows' types and error codes and the portable ones.
#include "platform/windows/native.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>

namespace chatlab {
namespace {

struct Meaning {
  int code;
  std::errc condition;
  const char* text;
};

// MSDN: Windows Sockets Error Codes, System Error Codes. The texts are those of strerror(3).
constexpr Meaning meanings[] = {
    {ERROR_ACCESS_DENIED, std::errc::permission_denied, "Permission denied"},
    {ERROR_INVALID_HANDLE, std::errc::bad_file_descriptor, "Bad file descriptor"},
    {ERROR_NOT_ENOUGH_MEMORY, std::errc::not_enough_memory, "Cannot allocate memory"},
    {ERROR_OUTOFMEMORY, std::errc::not_enough_memory, "Cannot allocate memory"},
    {ERROR_BROKEN_PIPE, std::errc::broken_pipe, "Broken pipe"},
    {ERROR_DISK_FULL, std::errc::no_space_on_device, "No space left on device"},
    {ERROR_NO_DATA, std::errc::broken_pipe, "Broken pipe"},
    {ERROR_PIPE_NOT_CONNECTED, std::errc::broken_pipe, "Broken pipe"},
    {WSAEINTR, std::errc::interrupted, "Interrupted system call"},
    {WSAEACCES, std::errc::permission_denied, "Permission denied"},
    {WSAEFAULT, std::errc::bad_address, "Bad address"},
    {WSAEINVAL, std::errc::invalid_argument, "Invalid argument"},
    {WSAEMFILE, std::errc::too_many_files_open, "Too many open files"},
    {WSAEWOULDBLOCK, std::errc::operation_would_block, "Resource temporarily unavailable"},
    {WSAEINPROGRESS, std::errc::operation_in_progress, "Operation now in progress"},
    {WSAEALREADY, std::errc::connection_already_in_progress, "Operation already in progress"},
    {WSAENOTSOCK, std::errc::not_a_socket, "Socket operation on non-socket"},
    {WSAEMSGSIZE, std::errc::message_size, "Message too long"},
    {WSAENOPROTOOPT, std::errc::no_protocol_option, "Protocol not available"},
    {WSAEPROTONOSUPPORT, std::errc::protocol_not_supported, "Protocol not supported"},
    {WSAEOPNOTSUPP, std::errc::operation_not_supported, "Operation not supported"},
    {WSAEAFNOSUPPORT, std::errc::address_family_not_supported,
     "Address family not supported by protocol"},
    {WSAEADDRINUSE, std::errc::address_in_use, "Address already in use"},
    {WSAEADDRNOTAVAIL, std::errc::address_not_available, "Cannot assign requested address"},
    {WSAENETDOWN, std::errc::network_down, "Network is down"},
    {WSAENETUNREACH, std::errc::network_unreachable, "Network is unreachable"},
    {WSAENETRESET, std::errc::network_reset, "Network dropped connection on reset"},
    {WSAECONNABORTED, std::errc::connection_aborted, "Software caused connection abort"},
    {WSAECONNRESET, std::errc::connection_reset, "Connection reset by peer"},
    {WSAENOBUFS, std::errc::no_buffer_space, "No buffer space available"},
    {WSAEISCONN, std::errc::already_connected, "Transport endpoint is already connected"},
    {WSAENOTCONN, std::errc::not_connected, "Transport endpoint is not connected"},
    {WSAESHUTDOWN, std::errc::broken_pipe, "Broken pipe"},
    {WSAETIMEDOUT, std::errc::timed_out, "Connection timed out"},
    {WSAECONNREFUSED, std::errc::connection_refused, "Connection refused"},
    {WSAEHOSTDOWN, std::errc::host_unreachable, "Host is down"},
    {WSAEHOSTUNREACH, std::errc::host_unreachable, "No route to host"},
    {WSASYSNOTREADY, std::errc::network_down, "Network is down"},
    {WSAHOST_NOT_FOUND, std::errc::address_not_available, "Name or service not known"},
    {WSATRY_AGAIN, std::errc::resource_unavailable_try_again,
     "Temporary failure in name resolution"},
    {WSANO_RECOVERY, std::errc::io_error, "Non-recoverable failure in name resolution"},
    {WSANO_DATA, std::errc::address_not_available, "No address associated with hostname"},
};

const Meaning* find_meaning(int code) {
  const auto has_code = [code](const Meaning& meaning) { return meaning.code == code; };
  const auto found = std::find_if(std::begin(meanings), std::end(meanings), has_code);
  return found == std::end(meanings) ? nullptr : found;
}

// Not std::generic_category with errno numbers: some C libraries on Windows lack texts for socket
// errors. And in a debugger the code is Windows' own.
class WindowsCategory : public std::error_category {
 public:
  const char* name() const noexcept override { return "windows"; }

  std::string message(int code) const override {
    const Meaning* meaning = find_meaning(code);
    return meaning != nullptr ? meaning->text : "Windows error " + std::to_string(code);
  }

  std::error_condition default_error_condition(int code) const noexcept override {
    const Meaning* meaning = find_meaning(code);
    if (meaning == nullptr) return {code, *this};
    return std::make_error_condition(meaning->condition);
  }
};

}  // namespace

bool is_console(HANDLE handle) {
  DWORD mode = 0;
  return GetConsoleMode(handle, &mode) != 0;
}

int to_length(std::size_t size) {
  constexpr std::size_t longest = static_cast<std::size_t>(std::numeric_limits<int>::max());
  return static_cast<int>(std::min(size, longest));
}

std::error_code to_error(int code) {
  static const WindowsCategory category{};
  return {code, category};
}

std::error_code last_error() {
  return to_error(WSAGetLastError());
}

bool set_blocking(SOCKET socket, bool blocking) {
  u_long non_blocking = blocking ? 0 : 1;
  return ioctlsocket(socket, static_cast<long>(FIONBIO), &non_blocking) == 0;
}

void sleep_for(std::chrono::milliseconds timeout) {
  constexpr std::chrono::milliseconds longest(std::numeric_limits<int>::max());
  Sleep(timeout < timeout.zero() ? INFINITE
                                 : static_cast<DWORD>(std::min(timeout, longest).count()));
}

}  // namespace chatlab
