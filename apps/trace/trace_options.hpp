// The options of all programs that show how they work: --trace, --explain, --capture,
// --capture-limit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "apps/options.hpp"
#include "apps/trace/capture.hpp"

namespace chatlab {

struct TraceOptions {
  enum class Explain { never, once, always };

  bool trace = false;  // true: a trace is written from the start
  Explain explain = Explain::never;
  std::string file;     // of the trace; empty for standard error
  std::string capture;  // the capture file; empty for none
  std::uint64_t capture_limit = default_capture_limit;
};

/// Returns `known` and the options of the trace.
std::vector<OptionSpec> with_trace_options(std::vector<OptionSpec> known);

/// Throws UsageError.
TraceOptions parse_trace_options(const Options& options);

/// The line about these options in --help. The manual pages describe them.
extern const char* const trace_help;

}  // namespace chatlab
