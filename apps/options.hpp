// Command lines in GNU style, for all programs: `--name value` or `--name=value`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace chatlab {

constexpr const char* chatlab_version = "1.0";

/// What is wrong with a command line, and what is accepted, in one line. The exit status is 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An option that a program accepts. Without `value` it is a switch.
struct OptionSpec {
  /// Whether the value is required or may be left out. An optional value must follow `=`.
  enum class Value { required, optional };

  std::string name;   // without dashes
  std::string value;  // the value's placeholder in --help, or empty
  Value use = Value::required;
};

/// A parsed command line. Throws UsageError for an unknown option and a missing or superfluous
/// value.
class Options {
 public:
  Options(const std::vector<OptionSpec>& known, const std::vector<std::string>& arguments);

  bool has(const std::string& name) const;

  /// The last value given, or `otherwise`.
  std::string value(const std::string& name, const std::string& otherwise) const;

  /// All values given, in order.
  std::vector<std::string> values(const std::string& name) const;

  /// The last value given as a number from `least` to `most`, or `otherwise`. Throws UsageError.
  std::uint64_t number(const std::string& name, std::uint64_t otherwise, std::uint64_t least,
                       std::uint64_t most) const;

  /// The arguments that are not options, in order.
  const std::vector<std::string>& operands() const { return operands_; }

 private:
  struct Given {
    std::string name;
    std::string value;
  };

  void parse(const std::vector<OptionSpec>& known, const std::vector<std::string>& arguments,
             std::size_t& index);

  std::vector<Given> given_;
  std::vector<std::string> operands_;
};

/// `host` without the brackets around an IPv6 address: `::1` for `[::1]`.
std::string without_brackets(const std::string& host);

/// Parses the value of --color. Returns true for `always`, false for `never`, `by_default` for
/// `auto`. Throws UsageError for any other word.
bool parse_color(const std::string& when, bool by_default);

/// Parses `text` as a port of at least `least`: 0 if a free port may be selected, 1 for a peer's
/// port. Throws UsageError with a message that begins with `what`.
std::uint16_t parse_port(const std::string& what, const std::string& text, std::uint16_t least);

}  // namespace chatlab
