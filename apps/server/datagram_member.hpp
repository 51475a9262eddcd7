// Somebody who came over UDP: a source address that gave a name.
#pragma once

#include <memory>
#include <string>

#include "apps/chat/member.hpp"
#include "apps/protocols/protocol.hpp"
#include "apps/server/backpressure.hpp"
#include "platform/address.hpp"
#include "platform/clock.hpp"

namespace chatlab {

class DatagramEndpoint;

class DatagramMember : public Member, public Sender {
 public:
  DatagramMember(DatagramEndpoint& endpoint, const Address& source,
                 std::unique_ptr<RequestDecoder> decoder);

  RequestDecoder& decoder() { return *decoder_; }
  const Address& source() const { return source_; }

  /// When it was last heard of: UDP has no close, so silence is all that tells that it left.
  TimePoint last_heard() const { return last_heard_; }
  void note_heard() { last_heard_ = now(); }
  void count_message() { ++messages_; }

  /// Tells this one alone, as `Server`.
  void tell(std::string_view text);

  void on_welcome() override;
  void deliver(const Event& event) override;
  void on_banned() override;
  const std::string& address() const override { return address_; }
  std::string_view protocol_name() const override;
  MemberFacts facts() const override;

 private:
  void on_hold(bool) override {}  // UDP can't be held: see Backpressure::is_over_share()

  DatagramEndpoint& endpoint_;
  Address source_;
  std::string address_;
  std::unique_ptr<RequestDecoder> decoder_;
  TimePoint here_since_;
  TimePoint last_heard_;
  std::uint64_t messages_ = 0;
};

}  // namespace chatlab
