// The list of protocols. A new protocol is added here.
#include "apps/protocols/registry.hpp"

#include <memory>

#include "apps/protocols/anonymous.hpp"
#include "apps/protocols/datagram.hpp"
#include "apps/protocols/echo.hpp"
#include "apps/protocols/framed.hpp"
#include "apps/protocols/line.hpp"
#include "apps/protocols/named.hpp"

namespace chatlab {
namespace {

using Registered = std::vector<std::unique_ptr<const Protocol>>;

// One line per protocol, in the order of the documentation. A new one comes last.
Registered register_protocols() {
  Registered protocols;
  protocols.push_back(std::make_unique<FramedProtocol>());
  protocols.push_back(std::make_unique<DatagramProtocol>());
  protocols.push_back(std::make_unique<LineProtocol>());
  protocols.push_back(std::make_unique<NamedProtocol>());
  protocols.push_back(std::make_unique<AnonymousProtocol>());
  protocols.push_back(std::make_unique<EchoProtocol>());
  return protocols;
}

std::vector<const Protocol*> pointers_to(const Registered& protocols) {
  std::vector<const Protocol*> pointers;
  for (const auto& protocol : protocols) pointers.push_back(protocol.get());
  return pointers;
}

}  // namespace

const std::vector<const Protocol*>& all_protocols() {
  static const Registered registered = register_protocols();
  static const std::vector<const Protocol*> all = pointers_to(registered);
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
