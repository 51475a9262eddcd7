// Parses the proxy's command line; the text of its --help.
#include "apps/proxy/proxy_options.hpp"

#include "apps/options.hpp"

namespace chatlab {

namespace {

constexpr const char* help =
    R"(usage: chat-proxy --listen [HOST:]PORT --to HOST:PORT [OPTION]...
Stands between clients and a server, and makes the network between them bad.

  --udp                 passes on datagrams instead of TCP connections
  --c2s FAULTS, --s2c FAULTS, --both FAULTS
                        client to server, server to client, either way
  --seed N              chance decides as in the run that printed N
  --script FILE         runs lines such as: at 5s s2c stall
  --hex                 shows what passes, client to server on the left
  --datagram-idle TIME  when a silent UDP client is forgotten (30min)
  --help, --version
)";

constexpr const char* faults_and_examples = R"(
FAULTS, several if you like; units are part of the value:
  delay T [jitter T]  rate N/s  loss P%  stall  blackhole  refuse
  TCP only: chop N  glue T  limit N  half-close  close  reset
  UDP only: duplicate P%  reorder P%  corrupt P%
  each may be limited: after 10s  after 2000B  for 5s  with 30%  connection 3

Examples:
  chat-proxy --listen 3001 --to 127.0.0.1:3000 --s2c 'chop 1'
  chat-proxy --udp --listen 3001 --to 127.0.0.1:3000 --both 'loss 20%' --seed 7
Type help while it runs. Ctrl-C stops it.
)";

const std::vector<OptionSpec> known_options = with_trace_options({
    {"listen", "[HOST:]PORT"},
    {"to", "HOST:PORT"},
    {"udp", ""},
    {"c2s", "FAULTS"},
    {"s2c", "FAULTS"},
    {"both", "FAULTS"},
    {"seed", "N"},
    {"script", "FILE"},
    {"hex", ""},
    {"datagram-idle", "TIME"},
    {"help", ""},
    {"version", ""},
});

constexpr std::uint64_t largest_seed = 999999999999999999;

// `HOST:PORT`, `[HOST]:PORT`, or `PORT` alone if the host may be left out.
ProxyOptions::Place parse_place(const std::string& option, const std::string& form,
                                const std::string& text, bool needs_host,
                                std::uint16_t least_port) {
  ProxyOptions::Place place;
  const std::size_t colon = text.rfind(':');
  const std::string given = colon == std::string::npos ? "" : text.substr(0, colon);
  const std::string host = without_brackets(given);
  const bool is_bare_ipv6 = host == given && host.find(':') != std::string::npos;
  if (is_bare_ipv6 || (host.empty() && (needs_host || colon != std::string::npos))) {
    throw UsageError(option + " takes " + form + ", an IPv6 HOST in [], not '" + text + "'");
  }
  const std::string port = colon == std::string::npos ? text : text.substr(colon + 1);
  place.port = parse_port("the port in " + option, port, least_port);
  if (!host.empty()) place.host = host;
  return place;
}

void parse_faults_of(const Options& options, const std::string& name,
                     const std::vector<Direction>& directions, ProxyOptions& parsed) {
  for (const std::string& words : options.values(name)) {
    try {
      parsed.faults.push_back({directions, parse_faults(words, parsed.traffic)});
    } catch (const UsageError& error) {
      throw UsageError("--" + name + ": " + error.what());
    }
  }
}

}  // namespace

std::string proxy_help() {
  return std::string(help) + trace_help + faults_and_examples;
}

ProxyOptions parse_proxy_options(const std::vector<std::string>& arguments) {
  const Options options(known_options, arguments);
  ProxyOptions parsed;
  parsed.help = options.has("help");
  parsed.version = options.has("version");
  if (parsed.help || parsed.version) return parsed;
  if (!options.operands().empty()) {
    throw UsageError("unexpected argument '" + options.operands().front() +
                     "', see --help (several words of FAULTS stand in quotes)");
  }
  for (const char* const needed : {"listen", "to"}) {
    if (!options.has(needed))
      throw UsageError("--" + std::string(needed) + " is needed, see --help");
  }
  if (options.has("udp")) parsed.traffic = Traffic::udp;
  parsed.listen = parse_place("--listen", "[HOST:]PORT", options.value("listen", {}), false, 0);
  parsed.to = parse_place("--to", "HOST:PORT", options.value("to", {}), true, 1);
  parse_faults_of(options, "c2s", {Direction::c2s}, parsed);
  parse_faults_of(options, "s2c", {Direction::s2c}, parsed);
  parse_faults_of(options, "both", {Direction::c2s, Direction::s2c}, parsed);
  if (options.has("seed")) parsed.seed = options.number("seed", 0, 0, largest_seed);
  parsed.script = options.value("script", {});
  parsed.datagram_idle = parse_duration("--datagram-idle", options.value("datagram-idle", "30min"));
  parsed.hex = options.has("hex");
  parsed.trace = parse_trace_options(options);
  return parsed;
}

}  // namespace chatlab
