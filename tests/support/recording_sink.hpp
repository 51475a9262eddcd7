// A trace sink for tests that keeps the lines of a trace.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "apps/trace/trace_sink.hpp"

namespace chatlab {

class RecordingSink : public TraceSink {
 public:
  void write_line(const std::string& line) override { lines.push_back(line); }

  /// All lines, each with its end.
  std::string text() const {
    std::string all;
    for (const std::string& line : lines) all += line + '\n';
    return all;
  }

  std::vector<std::string> lines;
};

}  // namespace chatlab
