// Command lines in GNU style, for all three programs: `--name value` or `--name=value`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace chatlab {

constexpr const char* chatlab_version = "1.0";

/// What was wrong with a command line, and what is accepted, in one line. Ends a program with 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One option a program knows. Without `value` it is a switch.
struct OptionSpec {
  std::string name;   // without the dashes
  std::string value;  // what stands for its value in --help, or empty
};

/// A command line, taken apart. Throws UsageError for an unknown option and a missing or
/// superfluous value.
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

  /// What is not an option, in order.
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

/// A host without the brackets around an IPv6 address: `::1` of `[::1]`.
std::string without_brackets(const std::string& host);

/// Whether there should be colours, which is what --color says: `always`, `never`, or `auto` for
/// `by_default`. Throws UsageError for any other word.
bool parse_color(const std::string& when, bool by_default);

/// `text` as a port: from 0, which takes a free one, or 1, where it is somebody else's. Throws
/// UsageError that starts with `what`.
std::uint16_t parse_port(const std::string& what, const std::string& text, std::uint16_t least);

}  // namespace chatlab
