// A TCP endpoint: accepts connections and owns the members that they become.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "apps/server/endpoint.hpp"
#include "apps/server/stream_member.hpp"
#include "reactor/acceptor.hpp"

namespace chatlab {

class StreamEndpoint : public Acceptor, public Endpoint, public Speaker, private TimerHandler {
 public:
  /// Binds and listens. Throws std::system_error. `server` and `encoding` must outlive the
  /// endpoint.
  StreamEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);
  ~StreamEndpoint() override;

  /// Removes `member`, which is closed and has left the room, and destroys it at the end of the
  /// turn, since its functions may be on the stack.
  void forget(StreamMember& member);

  /// The request that is being served. Shared by all members, so that a long one does not leave its
  /// memory with each of them.
  Request& request() { return request_; }

  /// The output that the members of this endpoint share.
  SharedOutput& shared_output() { return shared_output_; }

  /// The bytes of `event`, which the room has numbered, in the shared output. Consecutive calls
  /// with one event append it once.
  const SharedOutput::Range& share(const Event& event) {
    if (event.number != shared_number_) append_to_shared_output(event);
    return shared_;
  }

  std::string place() const override;

  /// `listener 127.0.0.1:3000/tcp (framed)`
  std::string describe() const override { return "listener " + place(); }

  /// The endpoint is the speaker that joining and leaving are charged to, since a newcomer has no
  /// share of its own yet. While it is held, no connection is accepted.
  void on_hold(bool held) override { hold(held); }

  void stop() override;
  bool is_busy() const override;

 private:
  void on_readable() override;
  void on_accept(TcpSocket socket, const Address& peer) override;
  void on_exhausted(std::error_code error) override;
  void append_to_shared_output(const Event& event);
  bool free_descriptor() override { return server_.newcomers.close_oldest_silent(); }
  void turn_away(TcpSocket socket, const Address& peer);
  void on_timer(Timer& timer) override;
  std::string describe_timer(const Timer&) const override { return "close of those turned away"; }

  ServerContext& server_;
  SharedEncoding& encoding_;
  Request request_;
  SharedOutput shared_output_;
  SharedOutput::Range shared_;       // the range of the last event in it
  std::uint64_t shared_number_ = 0;  // the number of that event; 0 if there was none yet
  std::uint64_t last_number_ = 0;    // of a member
  std::map<std::uint64_t, std::unique_ptr<StreamMember>> members_;  // in the order of arrival
  Timer turned_away_timer_;
  std::vector<TcpSocket> turned_away_;  // refused since the timer last fired
  std::vector<TcpSocket> to_close_;     // refused before that
};

}  // namespace chatlab
