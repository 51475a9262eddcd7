#include "tests/support/dialects.hpp"

#include <memory>
#include <stdexcept>
#include <vector>

#include "tests/support/dialects/anonymous.hpp"
#include "tests/support/dialects/datagram.hpp"
#include "tests/support/dialects/echo.hpp"
#include "tests/support/dialects/framed.hpp"
#include "tests/support/dialects/line.hpp"
#include "tests/support/dialects/named.hpp"

namespace chatlab {
namespace {

using Dialects = std::vector<std::unique_ptr<const Dialect>>;

// One line per protocol, in the order of the registry.
Dialects make_dialects() {
  Dialects dialects;
  dialects.push_back(std::make_unique<FramedDialect>());
  dialects.push_back(std::make_unique<DatagramDialect>());
  dialects.push_back(std::make_unique<LineDialect>());
  dialects.push_back(std::make_unique<NamedDialect>());
  dialects.push_back(std::make_unique<AnonymousDialect>());
  dialects.push_back(std::make_unique<EchoDialect>());
  return dialects;
}

}  // namespace

const Dialect& dialect_of(std::string_view protocol) {
  static const Dialects dialects = make_dialects();
  for (const auto& dialect : dialects) {
    if (dialect->protocol() == protocol) return *dialect;
  }
  const std::string name(protocol);
  throw std::logic_error("the tests have no dialect for the protocol '" + name +
                         "': write down what its clients and servers send in "
                         "tests/support/dialects/" +
                         name + ".hpp, and add it to tests/support/dialects.cpp");
}

std::string in_pieces(const std::string& start, const std::string& text) {
  std::string bytes;
  std::size_t room = 0;  // left in the last piece
  for (std::size_t i = 0, size; i < text.size() || bytes.empty(); i += size) {
    size = 1;  // of the character: its first byte and those of the form 10xxxxxx
    while (i + size < text.size() && (text[i + size] & '\xC0') == '\x80') ++size;
    if (bytes.empty() || size > room) {
      bytes += start;
      room = 1024 - start.size();
    }
    bytes += text.substr(i, size);
    room -= size;
  }
  return bytes;
}

std::string frame(std::string_view payload) {
  std::string header = std::to_string(payload.size());
  header.resize(10, ' ');
  return header.append(payload);
}

}  // namespace chatlab
