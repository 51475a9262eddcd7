// Lists the registered protocols for --help, in lines that fit into a terminal.
#include "apps/protocol_help.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "apps/protocols/registry.hpp"

namespace chatlab {
namespace {

constexpr std::size_t screen_width = 80;

std::string with_port(const Protocol& protocol) {
  const std::string transport = protocol.transport() == Transport::tcp ? "/tcp" : "/udp";
  return std::string(protocol.name()) + ' ' + std::to_string(protocol.default_port()) + transport;
}

}  // namespace

std::string protocol_help() {
  const std::string title = "Protocols:";
  std::string lines;
  std::string line = title;
  for (const Protocol* protocol : all_protocols()) {
    const bool is_last = protocol == all_protocols().back();
    const std::string item = ' ' + with_port(*protocol) + (is_last ? "" : ",");
    if (line.size() + item.size() >= screen_width) {
      lines += line + '\n';
      line = std::string(title.size(), ' ');
    }
    line += item;
  }
  return lines + line + '\n';
}

std::string leave_words() {
  std::vector<std::string_view> known;
  std::string words;
  for (const Protocol* protocol : all_protocols()) {
    const std::string_view word = protocol->leave_word();
    if (word.empty() || std::find(known.begin(), known.end(), word) != known.end()) continue;
    known.push_back(word);
    words += (words.empty() ? "" : ", ") + std::string(word);
  }
  return words;
}

}  // namespace chatlab
