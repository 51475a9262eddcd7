// The interface of a trace sink, which receives the lines of a trace: an output, or a test.
#pragma once

#include <string>

namespace chatlab {

class TraceSink {
 public:
  virtual ~TraceSink() = default;

  /// Accepts one line, without its newline.
  virtual void write_line(const std::string& line) = 0;

  /// A turn has ended: its lines may be passed on.
  virtual void end_turn() {}
};

}  // namespace chatlab
