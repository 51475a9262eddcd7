// Copies the real standard input, with blocking reads, to a socket that the reactor can wait for.
// It runs in a thread of its own, the only one that chatlab starts.
#pragma once

#include <memory>
#include <string>

#include "platform/socket.hpp"
#include "platform/windows/native.hpp"

namespace chatlab {

/// Reads ahead no more than fits into the socket's buffers: once they are full, send() waits.
class Feeder {
 public:
  /// `console` is true if `input` is a console. `socket` is the writing end.
  Feeder(HANDLE input, bool console, TcpSocket socket);
  ~Feeder();
  Feeder(const Feeder&) = delete;
  Feeder& operator=(const Feeder&) = delete;

  /// Reads and sends until the input ends or stop() is called.
  void run();

  /// Makes run() return once it is not blocked in a system call. Thread-safe.
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
  std::string bytes_;         // read but not sent yet
  std::wstring units_;        // read from the console but not converted yet
  bool within_line_ = false;  // true if the console holds the rest of a typed line
};

/// Runs `feeder` in a new thread, which shares it with the caller and may outlive the caller.
/// Returns the thread's handle, which the caller closes. Throws std::system_error.
HANDLE start_thread(const std::shared_ptr<Feeder>& feeder);

}  // namespace chatlab
