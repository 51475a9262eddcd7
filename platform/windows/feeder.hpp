// Reads the real standard input, waiting as long as it takes, and sends what it reads to the socket
// that the reactor waits for. It runs in a thread of its own, the only one that chatlab starts.
#pragma once

#include <memory>
#include <string>

#include "platform/socket.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {

/// What main does not read fills the socket's buffers, and then send() waits, too: no more is read
/// ahead than fits there.
class Feeder {
 public:
  /// `console` is true if `input` is a console. `socket` is the writing end.
  Feeder(HANDLE input, bool console, TcpSocket socket);
  ~Feeder();
  Feeder(const Feeder&) = delete;
  Feeder& operator=(const Feeder&) = delete;

  /// Reads and sends until the input ends or stop() was called.
  void run();

  /// Makes run() return as soon as it does not wait for the system. Any thread may call it.
  void stop() { SetEvent(stop_); }

 private:
  bool is_stopped() const { return WaitForSingleObject(stop_, 0) == WAIT_OBJECT_0; }
  bool wait_for_key();
  bool read_console();
  bool read_file();
  bool send();

  HANDLE input_;
  bool console_;
  TcpSocket socket_;
  HANDLE stop_ = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  std::string bytes_;         // read and not sent yet
  std::wstring units_;        // read from the console and not converted yet
  bool within_line_ = false;  // true if the console has more of a line that was typed
};

/// Runs `feeder` in a new thread, which shares it with the caller and may outlive the caller.
/// Returns the thread, which the caller closes. Throws std::system_error.
HANDLE start_thread(const std::shared_ptr<Feeder>& feeder);

}  // namespace chatlab
