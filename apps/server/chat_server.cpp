// Puts the server together, and stops it in two phases: tell the members, then send what is unsent.
#include "apps/server/chat_server.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <stdexcept>

#include "apps/chat/name.hpp"
#include "apps/server/datagram_endpoint.hpp"
#include "apps/server/echo_endpoint.hpp"
#include "apps/server/stream_endpoint.hpp"

namespace chatlab {
namespace {

constexpr milliseconds time_to_stop{2000};
constexpr milliseconds stop_check_interval{10};  // no event reports that the last byte has arrived

std::string what_to_do(std::error_code error, const EndpointOption& option) {
  const std::string protocol(option.protocol->name());
  if (error == std::errc::address_in_use)
    return "; for another port: --listen " + protocol + ":PORT";
  if (error == std::errc::permission_denied)
    return "; for a port above 1023: --listen " + protocol + ":PORT";
  if (error == std::errc::address_not_available)
    return "; for an address of this machine: --host HOST";
  return {};
}

}  // namespace

ChatServer::ChatServer(Reactor& reactor, const ServerOptions& options)
    : reactor_(reactor),
      limits_(options.limits),
      room_(options.limits.max_members),
      log_(reactor, room_, options.color),
      commands_(room_),
      backpressure_(reactor.timers(), options.limits.max_backlog),
      newcomers_(options.limits.max_newcomers),
      context_{reactor,     room_,   commands_,      log_,       backpressure_,
               statistics_, limits_, own_addresses_, newcomers_, memory_},
      stop_timer_(reactor.timers(), *this) {}

// The endpoints' destructors make the remaining members leave; their departures are not announced.
ChatServer::~ChatServer() {
  room_.close();
}

void ChatServer::open(const EndpointOption& option) {
  const Address address = resolve(option.host, option.port).front();
  try {
    endpoints_.push_back(make_endpoint(*option.protocol, address));
  } catch (const std::system_error& error) {
    throw std::runtime_error(error.what() + what_to_do(error.code(), option));
  }
}

std::unique_ptr<Endpoint> ChatServer::make_endpoint(const Protocol& protocol,
                                                    const Address& address) {
  SharedEncoding& encoding = encodings_.try_emplace(&protocol, protocol).first->second;
  if (protocol.transport() == Transport::tcp) {
    return std::make_unique<StreamEndpoint>(context_, encoding, address);
  }
  if (protocol.identity() == Identity::none) {
    return std::make_unique<EchoEndpoint>(context_, encoding, address);
  }
  return std::make_unique<DatagramEndpoint>(context_, encoding, address);
}

void ChatServer::announce() {
  for (const auto& endpoint : endpoints_) log_.line("listening on " + endpoint->place());
  log_.flush();
}

void ChatServer::attach_console(StandardInput& input) {
  console_ = std::make_unique<OperatorConsole>(context_, *this, input);
}

void ChatServer::attach_stop_signal() {
  stop_handler_ = std::make_unique<StopHandler>(reactor_, *this);
}

void ChatServer::run() {
  while (!is_stopped()) turn();
  end();
}

// What the trace has left to write must not take longer than the rest of the time to stop.
void ChatServer::end() {
  log_.close();
  if (context_.tracing == nullptr) return;
  const auto left = std::chrono::duration_cast<milliseconds>(stop_deadline_ - now());
  context_.tracing->limit_wait_at_end(std::max(left, milliseconds(0)));
}

// A member that needs memory when there is none closes its connection. If the reserve was used up
// all the same, the member with the largest backlog gives its memory back. The reactor must turn
// whatever else fails: only members that leave give memory back.
void ChatServer::turn() {
  try {
    if (!memory_.refill()) backpressure_.close_the_slowest();
  } catch (const std::bad_alloc&) {
    log_.line("out of memory");
  }
  try {
    reactor_.turn();
  } catch (const std::bad_alloc&) {
    log_.line("out of memory");
  }
}

void ChatServer::stop() {
  if (phase_ != Phase::serving) return;
  phase_ = Phase::stopping;
  log_.line("stopping");
  stop_deadline_ = now() + time_to_stop;
  stop_timer_.start(stop_check_interval);
  if (console_ != nullptr) console_->stop();
  room_.say_from_outside(operator_name, "The server is shutting down");
  room_.close();
  for (const auto& endpoint : endpoints_) endpoint->stop();
}

// A second signal means: stop at once.
void ChatServer::on_stop_signal() {
  if (phase_ == Phase::serving) return stop();
  stop_deadline_ = now();
  phase_ = Phase::stopped;
}

// A trace of these questions needs memory. The timer is started before they are asked, so that a
// server without memory stops as well.
void ChatServer::on_timer(Timer&) {
  stop_timer_.start(stop_check_interval);
  if (now() < stop_deadline_ && is_busy()) return;
  stop_timer_.stop();
  phase_ = Phase::stopped;
}

// The log's last lines count as unsent output: its reader may be slow, too.
bool ChatServer::is_busy() {
  return log_.printer().is_busy() || (console_ != nullptr && console_->is_busy()) ||
         std::any_of(endpoints_.begin(), endpoints_.end(),
                     [](const auto& endpoint) { return endpoint->is_busy(); });
}

}  // namespace chatlab
