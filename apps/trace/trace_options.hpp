// The options of all programs that show how they work: --trace, --explain, --capture.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "apps/options.hpp"
#include "apps/trace/capture.hpp"

namespace chatlab {

struct TraceOptions {
  bool trace = false;   // true: a trace is written from the start
  std::string file;     // where to; empty for standard error
  std::string capture;  // the capture file; empty for none
  std::uint64_t capture_limit = default_capture_limit;
};

/// `known` and the options of this file.
std::vector<OptionSpec> with_trace_options(std::vector<OptionSpec> known);

/// Throws UsageError.
TraceOptions parse_trace_options(const Options& options);

/// The line about them in --help; the manual pages tell more.
extern const char* const trace_help;

}  // namespace chatlab
