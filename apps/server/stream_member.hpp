// A client over TCP: from the accepted connection to the last byte.
//
// Here the floors meet. The connection brings bytes, the protocol finds requests in them, and the
// room accepts the requests as events. Events of the room take the way back: the protocol encodes
// them, and the connection sends the bytes.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "apps/chat/member.hpp"
#include "apps/protocols/shared_encoding.hpp"
#include "apps/server/acknowledged_progress.hpp"
#include "apps/server/server_context.hpp"
#include "reactor/connection.hpp"

namespace chatlab {

class StreamEndpoint;

class StreamMember : public Member,
                     public Connection,
                     private TimerHandler,
                     private WorkHandler,
                     private Participant {
 public:
  /// A client at `peer` that has not joined yet; `number` is its own among the members of
  /// `endpoint`. `server`, `endpoint` and `encoding` must outlive it.
  StreamMember(ServerContext& server, StreamEndpoint& endpoint, SharedEncoding& encoding,
               TcpSocket socket, const Address& peer, std::uint64_t number);
  ~StreamMember() override;

  /// Must be called once the endpoint owns the member. The member becomes a newcomer, and joins at
  /// once if its protocol identifies members by their addresses.
  void start();

  std::uint64_t number() const { return number_; }

  /// True if the server waits for a request of the client; false if the client waits for the
  /// server.
  bool is_awaited() const { return attention_ == Attention::listening; }

  /// How long ago the connection was accepted; the time in the room once it has joined.
  milliseconds age() const { return std::chrono::duration_cast<milliseconds>(now() - here_since_); }

  /// Closes the connection of a newcomer to make room for a newer one.
  void crowd_out();

  /// Closes the connection once all output was sent: the server is stopping.
  void dismiss();

  /// True if all output is known to have reached the client's machine.
  bool is_all_delivered() const {
    return is_closed() || (unsent() == 0 && socket().unacknowledged() == 0);
  }

  void on_welcome() override;
  void deliver(const Event& event) override;
  void on_banned() override;
  const std::string& address() const override { return address_; }
  std::string_view protocol_name() const override { return encoding_.protocol().name(); }
  MemberFacts facts() const override;

  /// `Ann at 127.0.0.1:51514 (framed)`; without the name until it has joined.
  std::string describe() const override;

 protected:
  void on_bytes(std::string_view bytes) override;
  void on_end(std::error_code error) override;
  void on_progress(std::size_t accepted) override;
  void on_out_of_memory() override;
  void on_closed() override;
  void on_timer(Timer&) override;
  std::string describe_timer(const Timer&) const override { return "join timeout of " + address_; }

 private:
  /// Whether the client's bytes are read, and its requests served.
  enum class Attention {
    listening,  // bytes are read, and requests are served at once
    in_line,    // requests wait until a turn has room for them; until then, no bytes are read
    held,       // the client floods a congested room: no bytes are read, no requests are served
  };

  void on_work() override;
  void serve_in_turn();
  void stand_in_line();
  void serve();
  bool next_request(Request& request);
  bool decode_next(Request& request);
  bool is_allowed(const Request& request) const;
  void postpone(Request& request);
  void dispatch(const Request& request);
  void join(const std::string& name);
  void refuse(Refusal refusal, const std::string& name);
  void say(const std::string& text);
  void reject(const std::string& what_was_wrong);
  void depart();
  void part();
  void stop_being_new();
  void log_end(std::string_view reason);
  void leave(Departure departure);
  void charge(Speaker& payer, std::uint64_t volume_before);
  void tell(std::string_view text);
  void pass_by();
  void charge_each_piece(const Event& event);
  void send_bytes(std::string_view bytes);
  void append(std::string_view bytes);

  std::size_t backlog() const override { return unsent(); }
  TimePoint last_progress() const override {
    return std::max(Connection::last_progress(), acknowledged_.last());
  }
  void try_to_send() override;
  void note_acknowledged();
  void on_too_slow(std::string_view reason) override;
  void on_hold(bool held) override;

  ServerContext& server_;
  StreamEndpoint& endpoint_;
  SharedEncoding& encoding_;
  const bool has_boundaries_;  // as Protocol::has_boundaries()
  const std::uint64_t number_;
  std::string address_;
  std::unique_ptr<RequestDecoder> decoder_;
  Timer join_timer_;
  std::uint64_t newcomer_number_ = 0;  // 0: not a newcomer any more
  TimePoint here_since_;
  std::uint64_t messages_ = 0;
  AcknowledgedProgress acknowledged_{now()};
  Attention attention_ = Attention::listening;
  bool joins_as_address_;             // true: must still join, without a request of the client
  std::optional<Request> postponed_;  // what it has said, but must wait; set only while it is held
  std::optional<std::error_code> end_;  // set once the input has ended; requests may be left
};

}  // namespace chatlab
