// Parses the peer's command line; the text of its --help.
#include "apps/peer/peer_options.hpp"

#include "apps/options.hpp"

namespace chatlab {

namespace {

constexpr const char* help = R"(usage: chat-peer [--bind IP:PORT] [--to IP:PORT]
Talks to one other peer over UDP, without a server. Each line you type is sent.

  --bind IP:PORT  where to listen, and to send from
  --to IP:PORT    where the other peer listens
  --help, --version
)";

constexpr const char* examples = R"(
What is not given is asked for. An IPv6 address stands in brackets: [::1]:5000

Example, in two terminals:
  chat-peer --bind 127.0.0.1:6001 --to 127.0.0.1:6002
  chat-peer --bind 127.0.0.1:6002 --to 127.0.0.1:6001

/quit, the end of the input or Ctrl-C leaves; the other peer is not told.
)";

const std::vector<OptionSpec> known_options =
    with_trace_options({{"bind", "IP:PORT"}, {"to", "IP:PORT"}, {"help", ""}, {"version", ""}});

Address parse_address(const std::string& option, const std::string& text,
                      std::uint16_t least_port) {
  const std::size_t colon = text.rfind(':');
  if (colon != std::string::npos) {
    const std::string host = text.substr(0, colon);
    const std::string ip = without_brackets(host);
    const std::uint16_t port =
        parse_port("the port in " + option, text.substr(colon + 1), least_port);
    const std::optional<Address> address = Address::parse(ip, port);
    if (address && (ip != host) == (address->family() == Address::Family::ipv6)) return *address;
  }
  throw UsageError(option + " takes IP:PORT, or [IP]:PORT for IPv6, not '" + text + "'");
}

}  // namespace

std::string peer_help() {
  return std::string(help) + trace_help + examples;
}

PeerOptions parse_peer_options(const std::vector<std::string>& arguments) {
  const Options options(known_options, arguments);
  PeerOptions parsed;
  parsed.help = options.has("help");
  parsed.version = options.has("version");
  if (parsed.help || parsed.version) return parsed;
  if (!options.operands().empty()) {
    throw UsageError("unexpected argument '" + options.operands().front() + "', see --help");
  }
  parsed.trace = parse_trace_options(options);
  if (options.has("bind")) parsed.bind = parse_address("--bind", options.value("bind", {}), 0);
  if (options.has("to")) parsed.to = parse_address("--to", options.value("to", {}), 1);
  return parsed;
}

}  // namespace chatlab
