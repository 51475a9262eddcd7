// Writes the trace to standard error or a file. Like the server's log, it never stops the program.
//
// Text that the reader does not accept yet waits for the end of the next turn. If more than a
// megabyte waits, lines are left out and counted, and the trace says later how many are missing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "apps/trace/trace_sink.hpp"
#include "platform/clock.hpp"
#include "platform/standard_output.hpp"

namespace chatlab {

class TraceOutput : public TraceSink {
 public:
  /// Writes to `file`, which is created or emptied; to standard error if `file` is empty. Throws
  /// std::system_error if the file can't be opened.
  explicit TraceOutput(const std::string& file);

  /// Waits for the reader for up to a second, or as limit_wait_at_end() says.
  ~TraceOutput() override;

  /// The destructor waits for no longer than `limit`.
  void limit_wait_at_end(milliseconds limit) { wait_at_end_ = std::min(wait_at_end_, limit); }

  /// True if the output is a terminal that knows colours, and NO_COLOR is not set (no-color.org).
  bool wants_color() const;

  void write_line(const std::string& line) override;
  void end_turn() override;

 private:
  void tell_what_was_left_out();

  StandardOutput output_;
  std::string pending_;
  milliseconds wait_at_end_{1000};
  std::uint64_t left_out_ = 0;
};

}  // namespace chatlab
