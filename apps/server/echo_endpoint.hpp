// The endpoint for `echo`: answers each datagram, and lets the room hear it. It has no members.
#pragma once

#include <memory>

#include "apps/server/udp_endpoint.hpp"

namespace chatlab {

class EchoEndpoint : public UdpEndpoint, private Sender {
 public:
  EchoEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);

 private:
  void on_datagram(std::string_view datagram, const Address& from) override;
  void answer(const std::string& text, const Address& to);
  void on_hold(bool) override {}  // UDP can't be held: see is_over_share()

  std::unique_ptr<RequestDecoder> decoder_;
};

}  // namespace chatlab
