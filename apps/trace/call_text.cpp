// Formats system calls as strace(1) does: `recv = 15 of 65536`.
#include "apps/trace/call_text.hpp"

namespace chatlab {
namespace {

std::string numbered(Handle handle) {
  return std::string(handle_word()) + ' ' + std::to_string(handle);
}

std::string outcome(const SystemCall& call) {
  const IoResult& result = call.result;
  if (call.call == Call::receive_error && result.status == IoStatus::error) {
    return error_name(result.error);  // the call has succeeded: it returns an earlier one's error
  }
  switch (result.status) {
    case IoStatus::closed:
      return "0: the end of the stream";
    case IoStatus::would_block:
      return result.error ? "-1 " + error_name(result.error) : "nothing yet";
    case IoStatus::error:
      return "-1 " + error_name(result.error) + ": " + result.error.message();
    case IoStatus::done:
      break;
  }
  if (call.call == Call::ask_local_address) return call.local->to_string();
  if (call.call == Call::open_pipe) {
    return numbered(call.created) + " and " + numbered(call.writing_end);
  }
  if (call.created != no_handle) return numbered(call.created);
  if (call.size == 0) return std::to_string(result.bytes);
  return std::to_string(result.bytes) + " of " + std::to_string(call.size);
}

// The address that the caller passes. It is shown before the result; an address that the call
// returns is shown after it.
std::string argument(const SystemCall& call) {
  switch (call.call) {
    case Call::set_options:
    case Call::set_keepalive:
      return ' ' + std::string(call.options);
    case Call::bind:
      return ' ' + call.local->to_string();
    case Call::connect:
    case Call::send_datagram:
      return " to " + call.peer->to_string();
    default:
      return {};
  }
}

std::string detail(const SystemCall& call) {
  switch (call.call) {
    case Call::accept:
      return call.peer == nullptr ? "" : " from " + call.peer->to_string();
    case Call::receive_datagram:
      if (call.result.status == IoStatus::error) {
        return *call.peer == Address() ? "" : " at " + call.peer->to_string();
      }
      return call.result.status == IoStatus::done ? " from " + call.peer->to_string() : "";
    case Call::receive_error:
      return call.result.status == IoStatus::error ? " at " + call.peer->to_string() : "";
    case Call::ask_unacknowledged:
      return ": all is acknowledged";  // other answers are not shown
    case Call::connect:
      return " from " + call.local->to_string();
    default:
      return {};
  }
}

}  // namespace

std::string call_text(const SystemCall& call) {
  return call_name(call.call) + argument(call) + " = " + outcome(call) + detail(call);
}

std::string_view standard_name(Handle handle) {
  switch (handle) {
    case 0:
      return "standard input";
    case 1:
      return "standard output";
    case 2:
      return "standard error";
    default:
      return {};
  }
}

}  // namespace chatlab
