// The proxy's log on standard output: one line per event, with the seconds since the start.
//
// The log must not stop the traffic: up to a megabyte waits while its reader is behind. Further
// entries are left out and counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "apps/proxy/lane.hpp"
#include "apps/proxy/rule_book.hpp"
#include "platform/clock.hpp"
#include "reactor/printer.hpp"
#include "reactor/reactor.hpp"

namespace chatlab {

class ProxyLog {
 public:
  /// `reactor` must outlive the log.
  explicit ProxyLog(Reactor& reactor,
                    StandardOutput::Stream stream = StandardOutput::Stream::output)
      : printer_(reactor, stream), start_(now()) {}

  /// Restarts the clock: times are counted from now on.
  void restart_clock() { start_ = now(); }

  /// Writes `text`, one or more whole lines.
  void say(std::string_view text);

  /// Writes a line about a connection or a UDP client: `    0.412 connection 3: reset by peer`.
  void tell(std::uint64_t connection, const std::string& what);

  /// Writes a line about a direction: `    0.412 connection 3 s2c: 43 bytes, delay 212ms`.
  void tell(std::uint64_t connection, Direction direction, const std::string& what);

  /// Writes a line for each strike.
  void tell(std::uint64_t connection, Direction direction, const std::vector<Strike>& strikes);

  /// Writes bytes that pass, as hexadecimal rows.
  void show_bytes(std::uint64_t connection, Direction direction, std::string_view bytes);

  Printer& printer() { return printer_; }

 private:
  std::string time() const;

  Printer printer_;
  TimePoint start_;
  std::uint64_t left_out_ = 0;
};

/// `1 byte`, `2 bytes`.
std::string bytes_text(std::uint64_t count);

/// What has passed a lane and waits in it: `43 bytes (0 wait)`.
std::string lane_text(const Lane& lane);

/// Seconds with three decimals: `12.345`.
std::string seconds_text(TimePoint::duration duration);

}  // namespace chatlab
