// The peer's command line, and the answers to its questions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/address.hpp"

namespace chatlab {

struct PeerOptions {
  std::optional<Address> bind;  // where this peer listens, and sends from
  std::optional<Address> to;    // where the other peer listens
  bool help = false;
  bool version = false;
};

/// Throws UsageError.
PeerOptions parse_peer_options(const std::vector<std::string>& arguments);

/// What --help prints.
extern const char* const peer_help;

}  // namespace chatlab
