// Selects protocols from the registry by their properties.
#include "tests/support/protocol_lists.hpp"

#include <stdexcept>

#include "apps/protocols/registry.hpp"

namespace chatlab {
namespace {

bool is_any(const Protocol&) {
  return true;
}

bool has_members(const Protocol& protocol) {
  return protocol.identity() != Identity::none;
}

bool is_stream(const Protocol& protocol) {
  return has_members(protocol) && protocol.transport() == Transport::tcp;
}

bool is_datagram(const Protocol& protocol) {
  return has_members(protocol) && protocol.transport() == Transport::udp;
}

bool has_names(const Protocol& protocol) {
  return protocol.identity() == Identity::name;
}

bool is_stream_with_names(const Protocol& protocol) {
  return is_stream(protocol) && has_names(protocol);
}

bool is_stream_with_boundaries(const Protocol& protocol) {
  return is_stream(protocol) && protocol.has_boundaries();
}

bool is_stream_without_boundaries(const Protocol& protocol) {
  return is_stream(protocol) && !protocol.has_boundaries();
}

ProtocolNames protocols_that_are(bool (*wanted)(const Protocol&)) {
  ProtocolNames names;
  for (const Protocol* protocol : all_protocols()) {
    if (wanted(*protocol)) names.emplace_back(protocol->name());
  }
  return names;
}

}  // namespace

ProtocolNames every_protocol() {
  return protocols_that_are(is_any);
}

ProtocolNames member_protocols() {
  return protocols_that_are(has_members);
}

ProtocolNames stream_protocols() {
  return protocols_that_are(is_stream);
}

ProtocolNames datagram_protocols() {
  return protocols_that_are(is_datagram);
}

ProtocolNames protocols_with_names() {
  return protocols_that_are(has_names);
}

ProtocolNames stream_protocols_with_names() {
  return protocols_that_are(is_stream_with_names);
}

ProtocolNames stream_protocols_with_boundaries() {
  return protocols_that_are(is_stream_with_boundaries);
}

ProtocolNames stream_protocols_without_boundaries() {
  return protocols_that_are(is_stream_without_boundaries);
}

const Protocol& protocol_called(const std::string& name) {
  const Protocol* protocol = find_protocol(name);
  if (protocol == nullptr) throw std::logic_error("no protocol is called '" + name + "'");
  return *protocol;
}

}  // namespace chatlab
