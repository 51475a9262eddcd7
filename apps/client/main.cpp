// chat-client: joins a chat over TCP or UDP; a user or a script talks in it.

#include <cstdio>

#include "apps/client/chat_client.hpp"
#include "apps/client/client_options.hpp"
#include "apps/options.hpp"
#include "apps/program.hpp"
#include "apps/trace/tracing.hpp"

namespace chatlab {
namespace {

int run_client(const std::vector<std::string>& arguments) {
  const ClientOptions options = parse_client_options(arguments);
  if (options.help) return std::fputs(client_help().c_str(), stdout) < 0;
  if (options.version) return std::printf("chat-client (chatlab) %s\n", chatlab_version) < 0;

  Reactor reactor(make_demultiplexer("poll"));
  Tracing tracing(reactor, options.trace);
  StandardInput input;
  ChatClient client(reactor, input, options);
  return client.run();
}

}  // namespace
}  // namespace chatlab

int main(int argc, char** argv) {
  return chatlab::run_program("chat-client", argc, argv, chatlab::run_client);
}
