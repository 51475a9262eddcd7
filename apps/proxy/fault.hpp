// A fault: one way in which a network is bad, and when.
//
// The command line and the console share its words. A fault is a plain value. Its effect on a
// stream is in stream_lane, its effect on datagrams in datagram_lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/proxy/units.hpp"

namespace chatlab {

/// What the proxy passes on: TCP connections, or UDP datagrams.
enum class Traffic { tcp, udp };

struct Fault {
  enum class Kind {
    // Faults of each chunk or datagram.
    delay,
    loss,
    duplicate,
    reorder,
    corrupt,
    chop,
    // Faults of a direction as a whole.
    rate,
    glue,
    stall,
    blackhole,
    // Faults that strike a connection once.
    half_close,
    close,
    reset,
    limit,
    // Faults of new connections.
    refuse,
  };

  Kind kind = Kind::delay;
  Microseconds time{0};      // delay, glue
  Microseconds jitter{0};    // delay: by how much the time may differ, either way
  std::uint64_t amount = 0;  // chop, limit: bytes; rate: bytes per second

  /// The share of chunks, or of connections, that the fault strikes.
  Millionths share = certainly;

  // The limits of the fault.
  Microseconds after_time{0};
  std::uint64_t after_bytes = 0;
  std::optional<Microseconds> for_time;     // std::nullopt: without an end
  std::optional<std::uint64_t> connection;  // std::nullopt: every connection
};

/// The properties of a kind of fault.
struct FaultKind {
  Fault::Kind kind;
  const char* name;
  bool tcp;
  bool udp;

  /// True if `with P` is decided for each chunk or datagram; false if once per connection.
  bool per_chunk;

  /// True if the fault strikes once, so that `for T` is not allowed.
  bool once;

  /// True if the fault concerns the whole connection, not one direction.
  bool both_ways;
};

const std::vector<FaultKind>& fault_kinds();
const FaultKind& kind_of(Fault::Kind kind);

/// Parses faults and their limits: `delay 200ms jitter 50ms after 10s loss 5%`. Throws UsageError
/// that names what is accepted.
std::vector<Fault> parse_faults(const std::string& words, Traffic traffic);

/// As above, from `words[first]` on.
std::vector<Fault> parse_faults(const std::vector<std::string>& words, std::size_t first,
                                Traffic traffic);

/// Returns the words that parse_faults() turns into this fault.
std::string to_words(const Fault& fault);

/// Splits `text` at spaces and tabs.
std::vector<std::string> split_words(const std::string& text);

}  // namespace chatlab
