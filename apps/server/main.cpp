// chat-server: one room for all clients, over all protocols.

#include <cstdio>

#include "apps/options.hpp"
#include "apps/program.hpp"
#include "apps/server/chat_server.hpp"
#include "apps/server/server_options.hpp"
#include "apps/trace/tracing.hpp"

namespace chatlab {
namespace {

int run_server(const std::vector<std::string>& arguments) {
  const ServerOptions options = parse_server_options(arguments);
  if (options.help) return std::fputs(server_help().c_str(), stdout) < 0;
  if (options.version) return std::printf("chat-server (chatlab) %s\n", chatlab_version) < 0;

  Reactor reactor(make_demultiplexer(options.demultiplexer));
  Tracing tracing(reactor, options.trace);
  StandardInput input;
  ChatServer server(reactor, options);
  server.attach_stop_signal();
  server.attach_trace(tracing);
  server.attach_console(input);
  for (const EndpointOption& endpoint : options.endpoints) server.open(endpoint);
  server.announce();
  server.run();
  return 0;
}

}  // namespace
}  // namespace chatlab

int main(int argc, char** argv) {
  return chatlab::run_program("chat-server", argc, argv, chatlab::run_server);
}
