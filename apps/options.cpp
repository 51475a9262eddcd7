// Parses a command line by a table of the options that a program knows.
#include "apps/options.hpp"

#include <algorithm>
#include <optional>

namespace chatlab {
namespace {

UsageError unknown_option(const std::string& given, const std::vector<OptionSpec>& known) {
  std::string accepted;
  for (const OptionSpec& spec : known) accepted += " --" + spec.name;
  return UsageError("unknown option " + given + "; valid options:" + accepted);
}

const OptionSpec& find_option(const std::vector<OptionSpec>& known, const std::string& name) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const OptionSpec& spec) { return spec.name == name; });
  if (found == known.end()) throw unknown_option("--" + name, known);
  return *found;
}

std::optional<std::uint64_t> parse_number(const std::string& text) {
  constexpr std::size_t most_digits = 18;  // always fits into 64 bits
  if (text.empty() || text.size() > most_digits) return std::nullopt;
  std::uint64_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return number;
}

std::uint64_t number_in_range(const std::string& what, const std::string& text, std::uint64_t least,
                              std::uint64_t most) {
  const std::optional<std::uint64_t> number = parse_number(text);
  if (number && *number >= least && *number <= most) return *number;
  throw UsageError(what + " takes a number from " + std::to_string(least) + " to " +
                   std::to_string(most) + ", not '" + text + "'");
}

}  // namespace

Options::Options(const std::vector<OptionSpec>& known, const std::vector<std::string>& arguments) {
  bool only_operands = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (only_operands || argument.size() < 2 || argument[0] != '-') {
      operands_.push_back(argument);
    } else if (argument == "--") {
      only_operands = true;
    } else {
      parse(known, arguments, i);
    }
  }
}

void Options::parse(const std::vector<OptionSpec>& known, const std::vector<std::string>& arguments,
                    std::size_t& index) {
  const std::string& argument = arguments[index];
  if (argument == "-h") return given_.push_back({"help", {}});
  if (argument[1] != '-') throw unknown_option(argument, known);
  const std::size_t equals = argument.find('=');
  const bool has_value = equals != std::string::npos;
  const OptionSpec& spec = find_option(known, argument.substr(2, has_value ? equals - 2 : equals));
  if (spec.value.empty()) {
    if (has_value) throw UsageError("--" + spec.name + " takes no value");
    return given_.push_back({spec.name, {}});
  }
  if (has_value) return given_.push_back({spec.name, argument.substr(equals + 1)});
  if (spec.use == OptionSpec::Value::optional) return given_.push_back({spec.name, {}});
  if (index + 1 == arguments.size()) {
    throw UsageError("--" + spec.name + " needs a value: --" + spec.name + ' ' + spec.value);
  }
  given_.push_back({spec.name, arguments[++index]});
}

bool Options::has(const std::string& name) const {
  return !values(name).empty();
}

std::string Options::value(const std::string& name, const std::string& otherwise) const {
  const std::vector<std::string> all = values(name);
  return all.empty() ? otherwise : all.back();
}

std::vector<std::string> Options::values(const std::string& name) const {
  std::vector<std::string> all;
  for (const Given& given : given_) {
    if (given.name == name) all.push_back(given.value);
  }
  return all;
}

std::uint64_t Options::number(const std::string& name, std::uint64_t otherwise, std::uint64_t least,
                              std::uint64_t most) const {
  if (!has(name)) return otherwise;
  return number_in_range("--" + name, value(name, {}), least, most);
}

std::string without_brackets(const std::string& host) {
  const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
  return bracketed ? host.substr(1, host.size() - 2) : host;
}

bool parse_color(const std::string& when, bool by_default) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (when == "auto") return by_default;
  throw UsageError("--color takes auto, always or never, not '" + when + "'");
}

std::uint16_t parse_port(const std::string& what, const std::string& text, std::uint16_t least) {
  return static_cast<std::uint16_t>(number_in_range(what, text, least, 65535));
}

}  // namespace chatlab
