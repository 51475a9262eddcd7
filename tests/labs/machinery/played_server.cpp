// Puts the server together, and keeps what its log writes to standard output.
#include "tests/labs/machinery/played_server.hpp"

#include <memory>
#include <utility>

#include "platform/standard_output.hpp"
#include "tests/labs/machinery/transcript.hpp"

namespace chatlab {
namespace labs {
namespace {

// Far more than any check needs: a reactor that turns and turns must not seem to be endless.
constexpr int most_turns = 1000;

std::string& logged() {
  static std::string text;
  return text;
}

}  // namespace

PlayedServer::PlayedServer(const Limits& limits)
    : limits_(limits),
      reactor_(std::make_unique<PlayedDemultiplexer>()),
      alarm_(reactor_.timers(), *this),
      room_(limits.max_members),
      log_(reactor_, room_, false),
      commands_(room_),
      backpressure_(reactor_.timers(), limits.max_backlog),
      newcomers_(limits.max_newcomers),
      context_{reactor_,    room_,   commands_,      log_,       backpressure_,
               statistics_, limits_, own_addresses_, newcomers_, memory_} {}

// With a timer that is due, a turn does not wait.
void PlayedServer::serve() {
  constexpr int enough = 8;
  for (int turns = 0; turns < enough; ++turns) {
    alarm_.start(milliseconds(0));
    reactor_.turn();
  }
  alarm_.stop();
}

void PlayedServer::let_pass(milliseconds time) {
  alarm_.start(time);
  for (int turns = 0; alarm_.is_running(); ++turns) {
    if (turns == most_turns)
      fail("the reactor turns and turns, and no time passes: see the first failure");
    reactor_.turn();
  }
}

std::string collect_log() {
  std::string text = std::exchange(logged(), "");
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace labs

// ------------------------------------------------------------------------------ standard output

struct StandardOutput::State {};

StandardOutput::StandardOutput(Stream) {}
StandardOutput::~StandardOutput() = default;

IoResult StandardOutput::write(const char* bytes, std::size_t size) {
  labs::logged().append(bytes, size);
  return IoResult::done(size);
}

std::size_t StandardOutput::columns() const {
  return 0;
}

bool standard_output_is_terminal() {
  return false;
}

}  // namespace chatlab
