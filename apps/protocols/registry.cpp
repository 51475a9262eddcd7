#include "apps/protocols/registry.hpp"

#include <string>

#include "apps/protocols/framed.hpp"

namespace chatlab {

const std::vector<const Protocol*>& all_protocols() {
  static const FramedProtocol framed;
  static const std::vector<const Protocol*> all = {&framed};
  return all;
}

const Protocol* find_protocol(std::string_view name) {
  for (const Protocol* protocol : all_protocols()) {
    if (protocol->name() == name) return protocol;
  }
  return nullptr;
}

std::string protocol_names() {
  std::string names;
  for (const Protocol* protocol : all_protocols()) {
    names += (names.empty() ? "" : ", ") + std::string(protocol->name());
  }
  return names;
}

}  // namespace chatlab
