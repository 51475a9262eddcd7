// chat-peer: two equal programs talk over UDP, without a server.

#include <cstdio>

#include "apps/options.hpp"
#include "apps/peer/chat_peer.hpp"
#include "apps/peer/peer_options.hpp"
#include "apps/program.hpp"
#include "apps/trace/tracing.hpp"

namespace chatlab {
namespace {

int run_peer(const std::vector<std::string>& arguments) {
  const PeerOptions options = parse_peer_options(arguments);
  if (options.help) return std::fputs(peer_help().c_str(), stdout) < 0;
  if (options.version) return std::printf("chat-peer (chatlab) %s\n", chatlab_version) < 0;

  Reactor reactor(make_demultiplexer("poll"));
  Tracing tracing(reactor, options.trace);
  StandardInput input;
  ChatPeer peer(reactor, input, options);
  return peer.run();
}

}  // namespace
}  // namespace chatlab

int main(int argc, char** argv) {
  return chatlab::run_program("chat-peer", argc, argv, chatlab::run_peer);
}
