#include "apps/protocols/registry.hpp"

#include <string>

#include "apps/protocols/anonymous.hpp"
#include "apps/protocols/datagram.hpp"
#include "apps/protocols/echo.hpp"
#include "apps/protocols/framed.hpp"
#include "apps/protocols/line.hpp"
#include "apps/protocols/named.hpp"

namespace chatlab {

const std::vector<const Protocol*>& all_protocols() {
  static const FramedProtocol framed;
  static const DatagramProtocol datagram;
  static const LineProtocol line;
  static const NamedProtocol named;
  static const AnonymousProtocol anonymous;
  static const EchoProtocol echo;
  static const std::vector<const Protocol*> all = {&framed, &datagram,  &line,
                                                   &named,  &anonymous, &echo};
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
