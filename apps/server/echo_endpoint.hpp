// The endpoint for `echo`: answers each datagram and passes its text to the room. It has no
// members.
#pragma once

#include <memory>
#include <string_view>

#include "apps/server/udp_endpoint.hpp"

namespace chatlab {

class EchoEndpoint : public UdpEndpoint {
 public:
  EchoEndpoint(ServerContext& server, SharedEncoding& encoding, const Address& address);

 private:
  void receive(std::string_view datagram, const Address& from, const Address& to) override;
  std::string encode_answer(const std::string& address, std::string_view text);

  std::unique_ptr<RequestDecoder> decoder_;
  Request request_;  // a member so that its memory is reused
  Share share_;      // of all clients together
};

}  // namespace chatlab
