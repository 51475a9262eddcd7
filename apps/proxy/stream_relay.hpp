// A relay: one client and the server over TCP. Two connections, and a lane per direction between
// them.
//
// The relay only connects: bytes that one side receives go into a lane, and bytes that leave the
// lane are sent to the other side. The faults are in the lanes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "apps/proxy/proxy_context.hpp"
#include "apps/proxy/stream_lane.hpp"
#include "reactor/connection.hpp"
#include "reactor/connector.hpp"
#include "reactor/timer_queue.hpp"

namespace chatlab {

class StreamRelay;

/// One of the two connections of a relay.
class StreamSide : public Connection {
 public:
  /// `outgoing` is the direction of the bytes that this side receives.
  StreamSide(Reactor& reactor, TcpSocket socket, StreamRelay& relay, Direction outgoing)
      : Connection(reactor, std::move(socket)), relay_(relay), outgoing_(outgoing) {}

  bool is_broken() const { return output_is_broken(); }
  std::string describe() const override;

 private:
  ReceiveBuffer receive_buffer() override;
  void on_bytes(std::string_view bytes) override;
  void on_end(std::error_code error) override;
  void on_progress(std::size_t accepted) override;
  void on_closed() override;

  StreamRelay& relay_;
  Direction outgoing_;
};

class StreamRelayListener {
 public:
  virtual ~StreamRelayListener() = default;

  /// Both connections are closed; no other function is called any more. The listener must retire
  /// the relay.
  virtual void on_relay_over(StreamRelay& relay) = 0;
};

class StreamRelay : private TimerHandler {
 public:
  /// `context` and `listener` must outlive the relay.
  StreamRelay(ProxyContext& context, StreamRelayListener& listener, std::uint64_t number,
              TcpSocket client, const Address& client_address);
  ~StreamRelay() override;

  /// Connects to the server. May call on_relay_over() before it returns.
  void start();

  std::uint64_t number() const { return number_; }

  void add(const Rule& rule);
  void remove(std::uint64_t rule);

  /// Acts on rules that were added or removed. May call on_relay_over().
  void follow();

  /// Sends FIN to both sides.
  void finish();

  /// One line: the addresses, and what has passed and waits.
  std::string describe() const;

 private:
  friend class StreamSide;

  enum class State {
    open,
    finishing,  // FIN is sent to both sides
    over,       // both connections are closed, and the listener was told
  };

  class Target : public Connector {
   public:
    Target(StreamRelay& relay, std::vector<Address> addresses);

   private:
    void on_connected(TcpSocket socket, const Address& peer) override;
    void on_connect_failed(const std::string& reasons) override;
    StreamRelay& relay_;
  };

  /// One direction.
  struct Way {
    Way(ProxyContext& context, std::uint64_t connection, Direction of, TimerHandler& handler)
        : direction(of),
          lane(context.seed_for(connection, of)),
          timer(context.reactor.timers(), handler) {}

    Direction direction;
    StreamLane lane;
    Timer timer;            // runs while the lane waits for a time
    bool is_aware = false;  // true: the loss of the receiver was handled
  };

  void on_connected(TcpSocket socket, const Address& server);
  void on_connect_failed(const std::string& reasons);
  std::size_t longest_bypass(Direction direction);
  void on_bytes(Direction direction, std::string_view bytes);
  void on_end(Direction direction, std::error_code error);
  void on_progress(Direction direction);
  void on_side_closed();
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer& timer) const override;

  Way& way(Direction direction) { return direction == Direction::c2s ? c2s_ : s2c_; }
  StreamSide* sender(Direction direction) const {
    return direction == Direction::c2s ? client_.get() : server_.get();
  }
  StreamSide* receiver(Direction direction) const { return sender(opposite(direction)); }
  static Direction opposite(Direction direction);

  void pump(Way& way);
  void deliver(Way& way, const StreamLane::Output& output);
  void send(Way& way, const StreamLane::Output& output);
  void notice_lost_receiver(Way& way);
  void settle(Way& way, bool has_more);
  void reset_both();
  void end_if_over();

  ProxyContext& context_;
  StreamRelayListener& listener_;
  const std::uint64_t number_;
  const Address client_address_;
  const TimePoint start_;
  Way c2s_;
  Way s2c_;
  std::unique_ptr<StreamSide> client_;
  std::unique_ptr<StreamSide> server_;  // set once connected
  std::unique_ptr<Target> target_;
  std::string server_address_;
  State state_ = State::open;
};

}  // namespace chatlab
