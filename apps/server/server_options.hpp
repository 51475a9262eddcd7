// The server's command line: endpoints, limits and other options, as one struct.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "apps/protocols/protocol.hpp"
#include "apps/trace/trace_options.hpp"

namespace chatlab {

/// The limits on members, messages and output, and how long the server waits for a silent client.
struct Limits {
  std::size_t max_members = 10000;
  std::size_t max_newcomers = 1000;       // connections that have not joined yet
  std::size_t max_message = 65536;        // bytes
  std::size_t max_backlog = 1024 * 1024;  // bytes unsent
  std::chrono::seconds join_timeout{30};
  std::chrono::seconds datagram_idle{1800};
};

/// One endpoint: the value of one --listen.
struct EndpointOption {
  const Protocol* protocol;
  std::string host;
  std::uint16_t port;
};

struct ServerOptions {
  std::vector<EndpointOption> endpoints;
  std::string demultiplexer;
  Limits limits;
  bool color = false;
  TraceOptions trace;
  bool help = false;
  bool version = false;
};

/// Throws UsageError.
ServerOptions parse_server_options(const std::vector<std::string>& arguments);

/// What --help prints; the protocols in it are those of the registry.
std::string server_help();

}  // namespace chatlab
