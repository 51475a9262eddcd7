// What --help says about the protocols: made from the registry, so that it is true of every build.
#pragma once

#include <string>

namespace chatlab {

/// All protocols with their default ports, `Protocols: framed 3000/tcp, datagram 3000/udp`, in
/// lines of less than 80 columns, each ended by a newline.
std::string protocol_help();

/// The words that leave in chat-client, each once: `exit@me, bye`.
std::string leave_words();

}  // namespace chatlab
