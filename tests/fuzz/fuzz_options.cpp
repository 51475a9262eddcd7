// Fuzzes the command lines: any arguments are accepted, or refused in one line.
#include <algorithm>

#include "apps/client/client_options.hpp"
#include "apps/options.hpp"
#include "apps/peer/peer_options.hpp"
#include "apps/proxy/proxy_options.hpp"
#include "apps/server/server_options.hpp"
#include "tests/fuzz/fuzzing.hpp"

namespace chatlab {
namespace {

template <typename Parse>
void parse_or_refuse(Parse parse, const std::vector<std::string>& arguments) {
  try {
    parse(arguments);
  } catch (const UsageError& error) {
    require(*error.what() != '\0', "a refusal says why");
  }
}

}  // namespace
}  // namespace chatlab

// Each line of the input is one argument.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chatlab;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> arguments;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    arguments.emplace_back(line);
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  parse_or_refuse(parse_server_options, arguments);
  parse_or_refuse(parse_client_options, arguments);
  parse_or_refuse(parse_peer_options, arguments);
  parse_or_refuse(parse_proxy_options, arguments);
  return 0;
}
