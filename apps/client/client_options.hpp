// The client's command line: its options, HOST and PORT, as one struct.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "apps/protocols/protocol.hpp"
#include "apps/trace/trace_options.hpp"

namespace chatlab {

struct ClientOptions {
  const Protocol* protocol = nullptr;
  std::string name;  // empty: the client asks for it
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  bool color = false;
  bool timestamps = false;
  TraceOptions trace;
  bool help = false;
  bool version = false;
};

/// Throws UsageError.
ClientOptions parse_client_options(const std::vector<std::string>& arguments);

/// What --help prints; the protocols in it are those of the registry.
std::string client_help();

}  // namespace chatlab
