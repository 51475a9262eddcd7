// chat-proxy: passes on traffic between clients and a server, and makes the network between them
// bad.

#include <cstdio>
#include <fstream>
#include <iterator>

#include "apps/options.hpp"
#include "apps/program.hpp"
#include "apps/proxy/chat_proxy.hpp"
#include "apps/proxy/proxy_options.hpp"
#include "apps/trace/tracing.hpp"

namespace chatlab {
namespace {

std::vector<ScriptLine> read_script(const ProxyOptions& options) {
  if (options.script.empty()) return {};
  std::ifstream file(options.script, std::ios::binary);
  if (!file) throw UsageError("--script " + options.script + ": can't be read");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return parse_script(options.script, text, options.traffic);
}

int run_proxy(const std::vector<std::string>& arguments) {
  const ProxyOptions options = parse_proxy_options(arguments);
  if (options.help) return std::fputs(proxy_help().c_str(), stdout) < 0;
  if (options.version) return std::printf("chat-proxy (chatlab) %s\n", chatlab_version) < 0;

  Reactor reactor(make_demultiplexer("poll"));
  Tracing tracing(reactor, options.trace);
  StandardInput input;
  ChatProxy proxy(reactor, input, options, read_script(options));
  proxy.run();
  return 0;
}

}  // namespace
}  // namespace chatlab

int main(int argc, char** argv) {
  return chatlab::run_program("chat-proxy", argc, argv, chatlab::run_proxy);
}
