// Parses the client's command line; the text of its --help.
#include "apps/client/client_options.hpp"

#include "apps/options.hpp"
#include "apps/protocol_help.hpp"
#include "apps/protocols/registry.hpp"
#include "apps/terminal/palette.hpp"

namespace chatlab {
namespace {

constexpr const char* help = R"(usage: chat-client [OPTION]... [HOST [PORT]]
Joins the chat at HOST (default: 127.0.0.1). Each line you type is a message.

  --protocol P   how to speak to the server (default: framed)
  --name NAME    your name; asked for if it is not given
  --color WHEN   auto (default), always or never; auto honours NO_COLOR
  --timestamps   show when each message came
  --help, --version
)";

constexpr const char* examples = R"(
Examples:
  chat-client --name Ann                    the server on this machine
  chat-client --name Ann chat.example 4000  another server, on port 4000
  chat-client --protocol line --name Ann    over the protocol "line"
  echo hello | chat-client --name bot       says hello and leaves

Exit status: 0 after leaving, 1 if refused or cut off, 2 for a bad option.
)";

const std::vector<OptionSpec> known_options = with_trace_options({
    {"protocol", "P"},
    {"name", "NAME"},
    {"color", "auto|always|never"},
    {"timestamps", ""},
    {"help", ""},
    {"version", ""},
});

}  // namespace

std::string client_help() {
  return std::string(help) + trace_help + examples +
         ("/quit, the protocol's own word (" + leave_words() + ") or the end of input leaves.\n") +
         protocol_help();
}

ClientOptions parse_client_options(const std::vector<std::string>& arguments) {
  const Options options(known_options, arguments);
  ClientOptions parsed;
  parsed.help = options.has("help");
  parsed.version = options.has("version");
  if (parsed.help || parsed.version) return parsed;

  const std::string protocol = options.value("protocol", "framed");
  parsed.protocol = find_protocol(protocol);
  if (parsed.protocol == nullptr) {
    throw UsageError("--protocol takes one of " + protocol_names() + ", not '" + protocol + "'");
  }
  if (options.has("name") && options.value("name", {}).empty()) {
    throw UsageError("--name takes a name of 1 to 32 characters");
  }
  parsed.name = options.value("name", {});
  parsed.color = parse_color(options.value("color", "auto"), terminal_has_colors());
  parsed.timestamps = options.has("timestamps");
  parsed.trace = parse_trace_options(options);

  const std::vector<std::string>& operands = options.operands();
  if (operands.size() > 2) {
    throw UsageError("unexpected argument '" + operands[2] + "', see --help");
  }
  if (!operands.empty()) parsed.host = without_brackets(operands[0]);
  parsed.port =
      operands.size() > 1 ? parse_port("PORT", operands[1], 1) : parsed.protocol->default_port();
  return parsed;
}

}  // namespace chatlab
