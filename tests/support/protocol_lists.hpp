// The registered protocols by what they have in common: what parameterized tests run over. A
// protocol that is added to the registry is in all the lists that it belongs to.
#pragma once

#include <string>
#include <vector>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

using ProtocolNames = std::vector<std::string>;

/// The names of all protocols, in the order of the registry.
ProtocolNames every_protocol();

/// Those whose clients are members of the room; those of them over TCP, and over UDP.
ProtocolNames member_protocols();
ProtocolNames stream_protocols();
ProtocolNames datagram_protocols();

/// Those in which a member chooses its name; those of them over TCP.
ProtocolNames protocols_with_names();
ProtocolNames stream_protocols_with_names();

/// Those over TCP in which a receiver can tell where a message ends; those in which it can't.
ProtocolNames stream_protocols_with_boundaries();
ProtocolNames stream_protocols_without_boundaries();

/// The registered protocol of this name.
const Protocol& protocol_called(const std::string& name);

}  // namespace chatlab
