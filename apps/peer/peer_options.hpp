// The peer's command line: the two addresses, as far as they were given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/trace/trace_options.hpp"
#include "platform/address.hpp"

namespace chatlab {

struct PeerOptions {
  std::optional<Address> bind;  // where this peer listens, and sends from
  std::optional<Address> to;    // where the other peer listens
  TraceOptions trace;
  bool help = false;
  bool version = false;
};

/// Throws UsageError.
PeerOptions parse_peer_options(const std::vector<std::string>& arguments);

/// What --help prints.
std::string peer_help();

}  // namespace chatlab
