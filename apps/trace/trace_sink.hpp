// Where the lines of a trace go.
#pragma once

#include <string>

namespace chatlab {

class TraceSink {
 public:
  virtual ~TraceSink() = default;

  /// One line without its newline.
  virtual void write_line(const std::string& line) = 0;

  /// A turn has ended: what was written may be passed on.
  virtual void end_turn() {}
};

}  // namespace chatlab
