// A TCP endpoint: accepts connections and owns the members that come of them.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "apps/server/endpoint.hpp"
#include "apps/server/stream_member.hpp"
#include "reactor/acceptor.hpp"

namespace chatlab {

class StreamEndpoint : public Acceptor, public Endpoint, public Speaker, private TimerHandler {
 public:
  /// Binds and listens at once; throws std::system_error. `encoding` must outlive it.
  StreamEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);
  ~StreamEndpoint() override;

  /// `member` is closed and has left the room. It may be on the stack, and lives until the end of
  /// the turn.
  void forget(StreamMember& member);

  std::string place() const override;

  /// `listener 127.0.0.1:3000/tcp (framed)`
  std::string describe() const override { return "listener " + place(); }

  /// As a speaker it stands for all who come and go, since a newcomer has no share of its own yet:
  /// when they are over their share, nobody is accepted.
  void on_hold(bool held) override { hold(held); }

  void stop() override;
  bool is_busy() const override;

 private:
  void on_accept(TcpSocket socket, const Address& peer) override;
  void on_exhausted(std::error_code error) override;
  void turn_away(TcpSocket socket, const Address& peer);
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "close of those turned away"; }

  ServerContext& server_;
  SharedEncoding& encoding_;
  std::unordered_map<StreamMember*, std::unique_ptr<StreamMember>> members_;
  Timer turned_away_timer_;
  std::vector<TcpSocket> turned_away_;  // told so since the timer last fired
  std::vector<TcpSocket> to_close_;     // told so before
};

}  // namespace chatlab
