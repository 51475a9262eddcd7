// Formats entries, and counts those that the output does not accept.
#include "apps/proxy/proxy_log.hpp"

#include "apps/proxy/hex_view.hpp"

namespace chatlab {
namespace {

constexpr std::size_t most_pending = 1024 * 1024;
constexpr std::size_t time_width = 9;  // up to 99999.999 seconds stand below each other

std::string padded(const std::string& text, std::size_t width) {
  return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

}  // namespace

void ProxyLog::say(std::string_view text) {
  if (printer_.pending() > most_pending) {
    ++left_out_;
    return;
  }
  if (left_out_ > 0) {
    printer_.print("... " + std::to_string(left_out_) +
                   " entries left out: the log could not be written\n");
  }
  left_out_ = 0;
  printer_.print(text);
}

void ProxyLog::tell(std::uint64_t connection, const std::string& what) {
  say(time() + " connection " + std::to_string(connection) + ": " + what + '\n');
}

void ProxyLog::tell(std::uint64_t connection, Direction direction, const std::string& what) {
  say(time() + " connection " + std::to_string(connection) + ' ' + direction_name(direction) +
      ": " + what + '\n');
}

void ProxyLog::tell(std::uint64_t connection, Direction direction,
                    const std::vector<Strike>& strikes) {
  for (const Strike& strike : strikes) {
    std::string what = kind_of(strike.kind).name;
    what += ", " + bytes_text(strike.bytes);
    if (!strike.detail.empty()) what += ' ' + strike.detail;
    tell(connection, direction, what);
  }
}

void ProxyLog::show_bytes(std::uint64_t connection, Direction direction, std::string_view bytes) {
  const std::string margin = time() + padded(std::to_string(connection), 4) + ' ';
  say(hex_view(margin, direction, bytes));
}

std::string ProxyLog::time() const {
  return padded(seconds_text(now() - start_), time_width);
}

std::string bytes_text(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string lane_text(const Lane& lane) {
  return bytes_text(lane.passed()) + " (" + std::to_string(lane.waiting()) + " wait)";
}

std::string seconds_text(TimePoint::duration duration) {
  const auto count = std::chrono::duration_cast<milliseconds>(duration).count();
  const std::string thousandths = std::to_string(1000 + count % 1000).substr(1);
  return std::to_string(count / 1000) + '.' + thousandths;
}

}  // namespace chatlab
