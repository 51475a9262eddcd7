// A member over UDP, identified by its source address.
//
// Does with datagrams what StreamMember does with a connection: the protocol finds requests in
// them, the room accepts the requests as events; events of the room are encoded and sent as
// datagrams. UDP has no close, so silence is the only sign that a member is gone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "apps/chat/member.hpp"
#include "apps/protocols/shared_encoding.hpp"
#include "apps/server/server_context.hpp"
#include "platform/address.hpp"
#include "platform/clock.hpp"

namespace chatlab {

class DatagramEndpoint;

class DatagramMember : public Member {
 public:
  /// A client at `source` that has not joined yet. The other arguments must outlive the member.
  DatagramMember(ServerContext& server, DatagramEndpoint& endpoint, SharedEncoding& encoding,
                 const Address& source);

  /// Handles a datagram of the client. `to` is the address of this machine that the datagram was
  /// sent to; answers leave from there.
  void receive(std::string_view datagram, const Address& to);

  const Address& source() const { return source_; }

  /// The time at which its last datagram arrived.
  TimePoint last_heard() const { return last_heard_; }

  /// Sends `text` to this member alone, as `Server`.
  void tell(std::string_view text);

  /// Leaves the room, for a `reason` that is logged.
  void remove(const std::string& reason);

  void on_welcome() override;
  void deliver(const Event& event) override;
  void on_banned() override;
  const std::string& address() const override { return address_; }
  std::string_view protocol_name() const override { return encoding_.protocol().name(); }
  MemberFacts facts() const override;

 private:
  void dispatch(const Request& request);
  void join(const std::string& name);
  void refuse(Refusal refusal, const std::string& name);
  void say(const std::string& text);
  void decline();
  void leave(Departure departure);
  bool is_allowed(const Share& payer, std::string_view name, std::string_view text) const;
  void charge(Share& payer, std::uint64_t volume_before);
  void answer(const Event& event);
  void send(std::string bytes);
  void send(std::shared_ptr<const std::string> bytes);

  ServerContext& server_;
  DatagramEndpoint& endpoint_;
  SharedEncoding& encoding_;
  const Address source_;
  Address our_address_;  // the address of this machine that it sends to
  std::string address_;
  std::unique_ptr<RequestDecoder> decoder_;
  TimePoint here_since_;
  TimePoint last_heard_;
  std::size_t longest_answer_ = 0;  // to its last datagram, in bytes
  std::uint64_t messages_ = 0;
  Share share_;  // what its messages are charged to
};

}  // namespace chatlab
