// Adds the options of the trace to those of a program, and parses them.
#include "apps/trace/trace_options.hpp"

#include <algorithm>

namespace chatlab {

const char* const trace_help =
    "  --trace[=FILE], --explain[=always], --capture FILE  show how it works\n";

namespace {

constexpr std::uint64_t least_limit = 1024;
constexpr std::uint64_t greatest_limit = std::uint64_t{1} << 40;

TraceOptions::Explain parse_explain(const Options& options) {
  using Explain = TraceOptions::Explain;
  if (!options.has("explain")) return Explain::never;
  const std::string how_often = options.value("explain", {});
  if (how_often.empty()) return Explain::once;
  if (how_often == "always") return Explain::always;
  throw UsageError("--explain takes nothing, or =always, not '" + how_often +
                   "'; --trace=FILE names a file");
}

}  // namespace

// Before --help and --version, which come last.
std::vector<OptionSpec> with_trace_options(std::vector<OptionSpec> known) {
  const auto is_help = [](const OptionSpec& spec) { return spec.name == "help"; };
  known.insert(std::find_if(known.begin(), known.end(), is_help),
               {{"trace", "FILE", OptionSpec::Value::optional},
                {"explain", "always", OptionSpec::Value::optional},
                {"capture", "FILE"},
                {"capture-limit", "BYTES"}});
  return known;
}

TraceOptions parse_trace_options(const Options& options) {
  TraceOptions parsed;
  parsed.explain = parse_explain(options);
  parsed.trace = options.has("trace") || options.has("explain");
  parsed.file = options.value("trace", {});
  parsed.capture = options.value("capture", {});
  if (options.has("capture") && parsed.capture.empty()) {
    throw UsageError("--capture needs the name of a file");
  }
  parsed.capture_limit =
      options.number("capture-limit", default_capture_limit, least_limit, greatest_limit);
  return parsed;
}

}  // namespace chatlab
