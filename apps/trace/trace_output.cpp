// Collects lines during a turn, and writes as much of them as the output accepts at its end.
#include "apps/trace/trace_output.hpp"

#include <cstdlib>
#include <cstring>

#include "platform/call_observer.hpp"

namespace chatlab {
namespace {

constexpr std::size_t most_pending = 1024 * 1024;

StandardOutput open_output(const std::string& file) {
  if (file.empty()) return StandardOutput(StandardOutput::Stream::error);
  return StandardOutput(file);
}

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

}  // namespace

TraceOutput::TraceOutput(const std::string& file) : output_(open_output(file)) {}

TraceOutput::~TraceOutput() {
  const Unobserved own_calls;
  tell_what_was_left_out();
  output_.write_all(pending_.data(), pending_.size(), wait_at_end_);
}

bool TraceOutput::wants_color() const {
  const char* terminal = std::getenv("TERM");
  const bool is_dumb = terminal != nullptr && std::strcmp(terminal, "dumb") == 0;
  return output_.columns() > 0 && !is_dumb && !is_set("NO_COLOR");
}

void TraceOutput::write_line(const std::string& line) {
  if (pending_.size() > most_pending) {
    ++left_out_;
    return;
  }
  tell_what_was_left_out();
  pending_ += line;
  pending_ += '\n';
}

void TraceOutput::tell_what_was_left_out() {
  if (left_out_ == 0) return;
  pending_ += "... " + std::to_string(left_out_) + " lines left out: they could not be written\n";
  left_out_ = 0;
}

void TraceOutput::end_turn() {
  const Unobserved own_calls;
  std::size_t written = 0;
  while (written < pending_.size()) {
    const IoResult result = output_.write(pending_.data() + written, pending_.size() - written);
    if (result.status != IoStatus::done) break;
    written += result.bytes;
  }
  pending_.erase(0, written);
}

}  // namespace chatlab
