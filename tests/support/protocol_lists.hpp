// Lists of registered protocols by their properties, for parameterized tests. A protocol added to
// the registry is in all the lists that it belongs to.
#pragma once

#include <string>
#include <vector>

#include "apps/protocols/protocol.hpp"

namespace chatlab {

using ProtocolNames = std::vector<std::string>;

/// The names of all protocols, in the order of the registry.
ProtocolNames every_protocol();

/// Protocols whose clients are members of the room; all, over TCP, and over UDP.
ProtocolNames member_protocols();
ProtocolNames stream_protocols();
ProtocolNames datagram_protocols();

/// Protocols in which a member chooses its name; all, and over TCP.
ProtocolNames protocols_with_names();
ProtocolNames stream_protocols_with_names();

/// TCP protocols in which a receiver can find the end of a message; and those in which it can't.
ProtocolNames stream_protocols_with_boundaries();
ProtocolNames stream_protocols_without_boundaries();

/// The registered protocol called `name`.
const Protocol& protocol_called(const std::string& name);

}  // namespace chatlab
