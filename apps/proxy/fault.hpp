// A fault: one way in which a network is bad, and when it is.
//
// The words are those of the command line and of the console. A fault is a plain value; what it
// does to a stream is in stream_lane, and to datagrams in datagram_lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/proxy/units.hpp"

namespace chatlab {

/// What is passed on: TCP connections, or UDP datagrams.
enum class Traffic { tcp, udp };

struct Fault {
  enum class Kind {
    // What happens to each chunk or datagram.
    delay,
    loss,
    duplicate,
    reorder,
    corrupt,
    chop,
    // What happens to a direction as a whole.
    rate,
    glue,
    stall,
    blackhole,
    // What happens once to a connection.
    half_close,
    close,
    reset,
    limit,
    // What happens to new connections.
    refuse,
  };

  Kind kind = Kind::delay;
  Microseconds time{0};      // delay, glue
  Microseconds jitter{0};    // delay: by how much the time may differ, either way
  std::uint64_t amount = 0;  // chop, limit: bytes; rate: bytes per second

  /// The share of chunks, or of connections, that it strikes.
  Millionths share = always;

  // Its limits.
  Microseconds after_time{0};
  std::uint64_t after_bytes = 0;
  std::optional<Microseconds> for_time;     // std::nullopt: without an end
  std::optional<std::uint64_t> connection;  // std::nullopt: every connection
};

/// What is known about a kind of fault.
struct FaultKind {
  Fault::Kind kind;
  const char* name;
  bool tcp;
  bool udp;

  /// True if `with P` draws for each chunk or datagram; false if once for each connection.
  bool per_chunk;

  /// True if it strikes once, so that `for T` does not go with it.
  bool once;

  /// True if it concerns the connection and not a direction.
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

/// The words that parse_faults() turns into this fault.
std::string to_words(const Fault& fault);

/// Splits at spaces and tabs.
std::vector<std::string> split_words(const std::string& text);

}  // namespace chatlab
