// The list of dialects, and functions that several of them need.
#include "tests/support/dialects.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <vector>

#include "apps/chat/name.hpp"
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
  const std::size_t most = 1024 - start.size();
  std::string bytes = start;
  std::size_t begin = 0;
  while (text.size() - begin > most) {
    std::size_t end = begin + most;
    while ((static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;  // inside a character
    bytes.append(text, begin, end - begin).append(start);
    begin = end;
  }
  return bytes.append(text, begin);
}

std::string with_dots_for(char delimiter, const std::string& name) {
  std::string written = name;
  if (!reads_as_address(name)) std::replace(written.begin(), written.end(), delimiter, '.');
  return written;
}

std::string frame(std::string_view payload) {
  std::string header = std::to_string(payload.size());
  header.resize(10, ' ');
  return header.append(payload);
}

}  // namespace chatlab
