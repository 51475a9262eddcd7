// Writes the captures that the dissector is tested with: `make-captures FOLDER`.
#include <exception>
#include <iostream>
#include <string>

#include "tests/wireshark/captures.hpp"

namespace {

void write_all(const std::string& folder) {
  chatlab::write_framed_captures(folder);
  chatlab::write_line_captures(folder);
  chatlab::write_named_captures(folder);
  chatlab::write_anonymous_captures(folder);
  chatlab::write_datagram_captures(folder);
  chatlab::write_echo_and_peer_captures(folder);
  chatlab::write_packet_captures(folder);
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) {
    std::cerr << "usage: make-captures FOLDER\n";
    return 2;
  }
  try {
    write_all(arguments[1]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
