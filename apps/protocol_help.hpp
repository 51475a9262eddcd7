// The text about protocols in --help, generated from the registry so that it matches every build.
#pragma once

#include <string>

namespace chatlab {

/// Returns all protocols with their default ports, `Protocols: framed 3000/tcp, datagram 3000/udp`,
/// in lines of less than 80 columns. Each line ends in a newline.
std::string protocol_help();

/// Returns the words that leave the chat if typed in chat-client, each once: `exit@me, bye`.
std::string leave_words();

}  // namespace chatlab
