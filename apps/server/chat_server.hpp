// The server: opens the endpoints, turns the reactor, and stops in order.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "apps/chat/room.hpp"
#include "apps/protocols/shared_encoding.hpp"
#include "apps/server/backpressure.hpp"
#include "apps/server/endpoint.hpp"
#include "apps/server/log.hpp"
#include "apps/server/memory_reserve.hpp"
#include "apps/server/operator_console.hpp"
#include "apps/server/own_addresses.hpp"
#include "apps/server/server_context.hpp"
#include "apps/server/server_options.hpp"
#include "platform/address.hpp"
#include "reactor/reactor.hpp"
#include "reactor/stop_handler.hpp"

namespace chatlab {

class ChatServer : public StopListener, private TimerHandler {
 public:
  /// The reactor must outlive the server.
  ChatServer(Reactor& reactor, const ServerOptions& options);
  ~ChatServer() override;

  /// Reads the operator's commands from `input`, which must outlive the server.
  void attach_console(StandardInput& input);

  /// Stops the server on SIGINT, SIGTERM and SIGHUP; see platform/stop_signal.hpp.
  void attach_stop_signal();

  /// Lets the operator's /trace turn `tracing` on and off, and limits how long a stopping server
  /// waits for the reader of the trace. It must outlive the server.
  void attach_trace(Tracing& tracing) { context_.tracing = &tracing; }

  /// Opens an endpoint. Throws std::runtime_error if that fails.
  void open(const EndpointOption& option);

  /// Writes to the log where the server listens. Must be called before run().
  void announce();

  /// Serves until stop() was called and the server has stopped.
  void run();

  /// One turn of the reactor. If memory is short, closes the member with the largest backlog first.
  void turn();

  /// Tells the members, then goes on sending unsent output for at most two seconds, in which the
  /// log and the trace are written as well. After that, is_stopped() is true.
  void stop();
  bool is_stopped() const { return phase_ == Phase::stopped; }

  const Room& room() const { return room_; }
  const Backpressure& backpressure() const { return backpressure_; }
  const Statistics& statistics() const { return statistics_; }
  const std::vector<std::unique_ptr<Endpoint>>& endpoints() const { return endpoints_; }

 private:
  enum class Phase {
    serving,
    stopping,  // the members were told; unsent output is being sent
    stopped,
  };

  bool is_busy();
  void end();
  std::unique_ptr<Endpoint> make_endpoint(const Protocol& protocol, const Address& address);
  void on_stop_signal() override;
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "progress of stopping"; }

  Reactor& reactor_;
  MemoryReserve memory_;
  const Limits limits_;
  Room room_;
  Log log_;
  MemberCommands commands_;
  Backpressure backpressure_;
  Statistics statistics_;
  OwnAddresses own_addresses_;
  Newcomers newcomers_;
  ServerContext context_;
  std::map<const Protocol*, SharedEncoding> encodings_;
  std::vector<std::unique_ptr<Endpoint>> endpoints_;
  std::unique_ptr<OperatorConsole> console_;
  std::unique_ptr<StopHandler> stop_handler_;
  Timer stop_timer_;
  TimePoint stop_deadline_;
  Phase phase_ = Phase::serving;
};

}  // namespace chatlab
