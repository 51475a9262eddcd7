// Parses the server's command line; the text of its --help.
#include "apps/server/server_options.hpp"

#include "apps/options.hpp"
#include "apps/protocol_help.hpp"
#include "apps/protocols/registry.hpp"
#include "apps/terminal/palette.hpp"

namespace chatlab {
namespace {

constexpr const char* help = R"(usage: chat-server [OPTION]...
One chat room for all who connect; what you type is said to all as Server.

  --listen PROTOCOL[:[HOST:]PORT]
                   may be repeated (default: framed and datagram, port 3000)
  --listen all     serve each protocol on its default port
  --host HOST      where to listen if --listen names no host (127.0.0.1);
                   0.0.0.0 (IPv4) or :: (IPv6) for all in reach
  --demultiplexer poll|select  how to wait for many handles (poll)
  --max-members N              how many may be in the room (10000)
  --max-message BYTES          how long a message may be (65536)
  --max-backlog BYTES          how much output may wait for one member (1048576)
  --max-newcomers N            how many connections may be without a name (1000)
  --join-timeout SECONDS       how long to wait for a name (30)
  --datagram-idle SECONDS      how long a datagram member may be silent (1800)
  --color WHEN, --help, --version  WHEN: auto (honours NO_COLOR), always, never
)";

constexpr const char* examples = R"(
Examples:
  chat-server --listen all --host 0.0.0.0
  chat-server --listen framed:4000 --listen line:[::1]:0
Type /help while it runs. Ctrl-C stops it.
)";

constexpr std::uint64_t most_seconds = 10 * 365 * 86400;
constexpr std::uint64_t most_bytes = std::uint64_t{1} << 30;

const std::vector<OptionSpec> known_options = with_trace_options({
    {"listen", "PROTOCOL[:[HOST:]PORT]"},
    {"host", "HOST"},
    {"demultiplexer", "poll|select"},
    {"max-members", "N"},
    {"max-message", "BYTES"},
    {"max-backlog", "BYTES"},
    {"max-newcomers", "N"},
    {"join-timeout", "SECONDS"},
    {"datagram-idle", "SECONDS"},
    {"color", "auto|always|never"},
    {"help", ""},
    {"version", ""},
});

// `HOST:PORT`, `[HOST]:PORT` or `PORT`, after the protocol's name.
void parse_place(const std::string& option, const std::string& place, EndpointOption& endpoint) {
  const std::size_t colon = place.rfind(':');
  const std::string port = colon == std::string::npos ? place : place.substr(colon + 1);
  endpoint.port = parse_port("the port in --listen " + option, port, 0);
  if (colon == std::string::npos) return;
  const std::string given = place.substr(0, colon);
  const std::string host = without_brackets(given);
  if (host.empty() || (host == given && host.find(':') != std::string::npos)) {
    throw UsageError("--listen " + option +
                     ": expected PROTOCOL[:[HOST:]PORT], an IPv6 HOST in []");
  }
  endpoint.host = host;
}

EndpointOption parse_endpoint(const std::string& option, const std::string& default_host) {
  const std::size_t colon = option.find(':');
  const Protocol* protocol = find_protocol(option.substr(0, colon));
  if (protocol == nullptr) {
    throw UsageError("--listen " + option + ": unknown protocol, expected one of " +
                     protocol_names() + ", or all");
  }
  EndpointOption endpoint{protocol, default_host, protocol->default_port()};
  if (colon != std::string::npos) parse_place(option, option.substr(colon + 1), endpoint);
  return endpoint;
}

std::vector<EndpointOption> parse_endpoints(const Options& options) {
  const std::string host = without_brackets(options.value("host", "127.0.0.1"));
  std::vector<EndpointOption> endpoints;
  for (const std::string& option : options.values("listen")) {
    if (option != "all") {
      endpoints.push_back(parse_endpoint(option, host));
      continue;
    }
    for (const Protocol* protocol : all_protocols()) {
      endpoints.push_back({protocol, host, protocol->default_port()});
    }
  }
  if (!endpoints.empty()) return endpoints;
  endpoints.push_back(parse_endpoint("framed", host));
  endpoints.push_back(parse_endpoint("datagram", host));
  return endpoints;
}

// One message must not congest the room by itself, and much less make the server close its
// receivers. So it must not be longer than the high mark, a quarter of the backlog (see
// Backpressure).
void check_message_fits_backlog(const Limits& limits) {
  if (limits.max_message <= limits.max_backlog / 4) return;
  const std::string message = "--max-message " + std::to_string(limits.max_message);
  const std::string backlog = "--max-backlog " + std::to_string(limits.max_backlog);
  throw UsageError(message + " does not go with " + backlog +
                   ": a message may be a quarter of the backlog at most, or one message could cost "
                   "slow members their place");
}

Limits parse_limits(const Options& options) {
  Limits limits;
  limits.max_members = options.number("max-members", limits.max_members, 1, 1000000);
  limits.max_newcomers = options.number("max-newcomers", limits.max_newcomers, 1, 1000000);
  limits.max_message = options.number("max-message", limits.max_message, 1, most_bytes / 4);
  limits.max_backlog = options.number("max-backlog", limits.max_backlog, 1024, most_bytes);
  limits.join_timeout = std::chrono::seconds(options.number("join-timeout", 30, 1, most_seconds));
  limits.datagram_idle =
      std::chrono::seconds(options.number("datagram-idle", 1800, 1, most_seconds));
  check_message_fits_backlog(limits);
  return limits;
}

}  // namespace

std::string server_help() {
  return std::string(help) + trace_help + examples + protocol_help();
}

ServerOptions parse_server_options(const std::vector<std::string>& arguments) {
  const Options options(known_options, arguments);
  ServerOptions parsed;
  parsed.help = options.has("help");
  parsed.version = options.has("version");
  if (parsed.help || parsed.version) return parsed;
  if (!options.operands().empty()) {
    throw UsageError("unexpected argument '" + options.operands().front() + "', see --help");
  }
  parsed.demultiplexer = options.value("demultiplexer", "poll");
  if (parsed.demultiplexer != "poll" && parsed.demultiplexer != "select") {
    throw UsageError("--demultiplexer takes poll or select, not '" + parsed.demultiplexer + "'");
  }
  parsed.endpoints = parse_endpoints(options);
  parsed.limits = parse_limits(options);
  parsed.trace = parse_trace_options(options);
  parsed.color = parse_color(options.value("color", "auto"), terminal_has_colors());
  return parsed;
}

}  // namespace chatlab
