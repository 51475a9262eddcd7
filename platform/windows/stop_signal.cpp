// Ctrl-C on Windows: the console's handler thread writes to a socket pair.
#include "platform/stop_signal.hpp"

#include <mutex>

#include "platform/call_observer.hpp"
#include "platform/windows/native.hpp"
#include "platform/windows/socket_pair.hpp"

namespace chatlab {
namespace {

// How long Windows waits for a program whose console is closed, in milliseconds.
// MSDN: HandlerRoutine, Timeouts
constexpr DWORD time_to_end = 5000;

// The pipe's writing end, global for the handler; nullptr without a pipe.
std::mutex write_end_mutex;
TcpSocket* write_end = nullptr;

void set_write_end(TcpSocket* socket) {
  const std::lock_guard<std::mutex> lock(write_end_mutex);
  write_end = socket;
}

bool write_to_pipe() {
  const std::lock_guard<std::mutex> lock(write_end_mutex);
  if (write_end == nullptr) return false;
  write_end->send("", 1);  // a full pipe is readable already
  return true;
}

// Called by the system in a thread of its own. FALSE passes the event to the next handler; the
// system's own handler ends the process. If the console is closed or the session ends, the process
// ends as soon as this handler returns: so it waits while main shuts down in order. MSDN:
// HandlerRoutine
BOOL WINAPI handle_control_event(DWORD event) {
  if (!write_to_pipe()) return FALSE;
  if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT) Sleep(time_to_end);
  return TRUE;
}

}  // namespace

struct StopSignal::Pipe {
  SocketPair ends = make_socket_pair();
};

// The handler is registered once and never removed: removing it could wait for a handler that waits
// for main to end. Without a pipe the handler has no effect.
StopSignal::StopSignal() : pipe_(std::make_unique<Pipe>()) {
  static const bool registered = SetConsoleCtrlHandler(handle_control_event, TRUE) != 0;
  if (!registered) throw std::system_error(last_error(), "SetConsoleCtrlHandler");
  set_write_end(&pipe_->ends.writing);
}

StopSignal::~StopSignal() {
  set_write_end(nullptr);
}

Handle StopSignal::handle() const {
  return pipe_->ends.reading.handle();
}

bool StopSignal::drain_now() {
  const Unobserved reported_by_drain;
  bool arrived = false;
  char bytes[64];
  while (pipe_->ends.reading.receive(bytes, sizeof bytes).status == IoStatus::done) arrived = true;
  return arrived;
}

}  // namespace chatlab
