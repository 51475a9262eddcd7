// The proxy's command line: addresses, faults and other options, as one struct.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/proxy/fault.hpp"
#include "apps/proxy/rule_book.hpp"
#include "apps/trace/trace_options.hpp"

namespace chatlab {

struct ProxyOptions {
  /// A host and a port: where to listen, or where the server is.
  struct Place {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
  };

  /// The value of one --c2s, --s2c or --both.
  struct FaultOption {
    std::vector<Direction> directions;
    std::vector<Fault> faults;
  };

  Traffic traffic = Traffic::tcp;
  Place listen;
  Place to;
  std::vector<FaultOption> faults;
  std::optional<std::uint64_t> seed;  // std::nullopt: a random one
  std::string script;                 // a file's name; may be empty
  Microseconds datagram_idle{1800000000};
  bool hex = false;
  TraceOptions trace;
  bool help = false;
  bool version = false;
};

/// Throws UsageError.
ProxyOptions parse_proxy_options(const std::vector<std::string>& arguments);

/// What --help prints.
std::string proxy_help();

}  // namespace chatlab
