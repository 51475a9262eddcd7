// Standard output, standard error or a file, written without blocking: a full pipe or a stopped
// terminal must not stop the program.
//
// The reactor's printer (reactor/printer.hpp) keeps what can't be written yet and retries.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "platform/clock.hpp"
#include "platform/handle.hpp"
#include "platform/io_result.hpp"

namespace chatlab {

class StandardOutput {
 public:
  enum class Stream { output, error };  // descriptors 1 and 2

  /// Writes to `stream`. A terminal is opened a second time, so that it can be made non-blocking
  /// without changing it for the shell that shares it. ttyname(3), open(2)
  explicit StandardOutput(Stream stream = Stream::output);

  /// Writes to `file`, which is created or emptied. Throws std::system_error, `open FILE: REASON`.
  /// open(2)
  explicit StandardOutput(const std::string& file);
  ~StandardOutput();
  StandardOutput(const StandardOutput&) = delete;
  StandardOutput& operator=(const StandardOutput&) = delete;

  /// Writes as many of the bytes as the stream accepts now. `would_block` if the reader is behind:
  /// there is no handle to wait for, so try again later. `error` if the stream accepts no more:
  /// std::errc::broken_pipe if it has no reader, std::errc::no_space_on_device if its disk is full.
  /// On Windows, where output handles can't be polled, the call waits for the reader.
  IoResult write(const char* bytes, std::size_t size);

  /// Writes all bytes, waiting for up to `limit`; for final messages before an exit. Returns false
  /// if not all were written.
  bool write_all(const char* bytes, std::size_t size, milliseconds limit);

  /// Returns the terminal's current width in columns: 80 if it is not known, 0 if the stream is not
  /// a terminal. TIOCGWINSZ in ioctl_tty(2)
  std::size_t columns() const;

 private:
  IoResult write_now(const char* bytes, std::size_t size);

  struct State;
  std::unique_ptr<State> state_;
  Handle handle_ = no_handle;  // 1 or 2, on Windows as well; no_handle for a file
};

/// True if standard output is a terminal that understands escape sequences. isatty(3), TERM in
/// environ(7)
bool standard_output_is_terminal();

}  // namespace chatlab
