// A flow: one UDP client, identified by its source address, and the server. It has a port of its
// own towards the server, and a lane per direction.
//
// The port stands for the client: the server sees one address per client, as without the proxy.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "apps/proxy/datagram_lane.hpp"
#include "apps/proxy/proxy_context.hpp"
#include "reactor/timer_queue.hpp"
#include "reactor/udp_port.hpp"

namespace chatlab {

class DatagramFlow;

class DatagramFlowListener {
 public:
  virtual ~DatagramFlowListener() = default;

  /// The listener must send `datagram` to the client of `flow`.
  virtual void on_answer(DatagramFlow& flow, std::string_view datagram) = 0;

  /// No datagram has passed for the idle limit. The listener must retire the flow.
  virtual void on_idle(DatagramFlow& flow) = 0;
};

class DatagramFlow : public UdpPortListener, private TimerHandler {
 public:
  /// Opens a port. Throws std::system_error. `context` and `listener` must outlive the flow.
  DatagramFlow(ProxyContext& context, DatagramFlowListener& listener, std::uint64_t number,
               const Address& client);
  ~DatagramFlow() override;

  std::uint64_t number() const { return number_; }
  const Address& client() const { return client_; }

  /// The address that the client sends to; answers leave from there.
  Address local;

  /// The client has sent `datagram`.
  void put(std::string_view datagram);

  void add(const Rule& rule);
  void remove(std::uint64_t rule);

  /// Acts on rules that were added or removed.
  void follow();

  std::string describe() const;

 private:
  struct Way {
    Way(ProxyContext& context, std::uint64_t number, Direction of, TimerHandler& handler)
        : direction(of),
          lane(context.seed_for(number, of)),
          timer(context.reactor.timers(), handler) {}

    Direction direction;
    DatagramLane lane;
    Timer timer;
  };

  void on_datagram(std::string_view datagram, const Address& from, const Address& to) override;
  void on_undelivered(const Address& to, std::error_code error) override;
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer& timer) const override;

  Way& way(Direction direction) { return direction == Direction::c2s ? c2s_ : s2c_; }
  void put(Way& way, std::string_view datagram);
  void pump(Way& way);
  void send(const Way& way, std::string_view datagram);
  void open();
  void try_next_target();

  ProxyContext& context_;
  DatagramFlowListener& listener_;
  const std::uint64_t number_;
  const Address client_;
  std::size_t target_ = 0;  // index of the server address in use
  bool was_answered_ = false;
  bool told_undelivered_ = false;  // true: reported, and no answer since
  std::unique_ptr<UdpPort> port_;
  Way c2s_;
  Way s2c_;
  Timer idle_;
};

}  // namespace chatlab
