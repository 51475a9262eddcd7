// Parses quantities, and writes them in the largest unit that fits.
#include "apps/proxy/units.hpp"

#include <optional>
#include <vector>

#include "apps/options.hpp"

namespace chatlab {
namespace {

struct Unit {
  const char* name;
  std::uint64_t worth;  // in the smallest unit
};
using Units = std::vector<Unit>;

const Units times = {{"us", 1}, {"ms", 1000}, {"s", 1000000}, {"min", 60000000}, {"h", 3600000000}};
const Units sizes = {{"B", 1}, {"kB", 1000}, {"MB", 1000000}, {"KiB", 1024}, {"MiB", 1048576}};
const Units rates = {
    {"B/s", 1}, {"kB/s", 1000}, {"MB/s", 1000000}, {"KiB/s", 1024}, {"MiB/s", 1048576}};
const Units shares = {{"%", 10000}};

constexpr std::uint64_t longest_time = 86400000000;  // a day
constexpr std::uint64_t most_bytes = std::uint64_t{1} << 40;
constexpr std::size_t most_digits = 15;  // before the point: fits into 64 bits
constexpr std::size_t most_decimals = 6;

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

// `1.5s` in its parts.
struct Quantity {
  std::string whole;
  std::string decimals;
  std::string unit;
};

Quantity split(const std::string& text) {
  Quantity parts;
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) parts.whole += text[at++];
  if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
    for (++at; at < text.size() && is_digit(text[at]); ++at) parts.decimals += text[at];
  }
  parts.unit = text.substr(at);
  return parts;
}

const Unit* find_unit(const Units& units, const std::string& name) {
  for (const Unit& unit : units) {
    if (name == unit.name) return &unit;
  }
  return nullptr;
}

std::uint64_t number_of(const std::string& digits) {
  std::uint64_t number = 0;
  for (const char digit : digits) number = number * 10 + static_cast<unsigned>(digit - '0');
  return number;
}

// The value in the smallest unit; std::nullopt if there is no number, if it has too many digits, or
// if it is not a multiple of the smallest unit.
std::optional<std::uint64_t> value_of(const Quantity& parts, std::uint64_t worth) {
  if (parts.whole.empty() || parts.whole.size() > most_digits) return std::nullopt;
  if (parts.decimals.size() > most_decimals) return std::nullopt;
  const std::uint64_t whole = number_of(parts.whole);
  if (whole > most_bytes / worth) return std::nullopt;
  std::uint64_t scale = 1;
  for (std::size_t i = 0; i < parts.decimals.size(); ++i) scale *= 10;
  const std::uint64_t scaled_fraction = number_of(parts.decimals) * worth;
  if (scaled_fraction % scale != 0) return std::nullopt;
  return whole * worth + scaled_fraction / scale;
}

std::string names_of(const Units& units) {
  std::string names;
  for (const Unit& unit : units) names += (names.empty() ? "" : ", ") + std::string(unit.name);
  return names;
}

// The largest unit of which the value is a whole number.
std::string text_of(std::uint64_t value, const Units& units) {
  const Unit* best = &units.front();
  for (const Unit& unit : units) {
    if (value % unit.worth == 0 && value >= unit.worth && unit.worth > best->worth) best = &unit;
  }
  return std::to_string(value / best->worth) + best->name;
}

std::uint64_t parse(const std::string& what, const std::string& text, const Units& units,
                    std::uint64_t least, std::uint64_t most, const std::string& example) {
  const Quantity parts = split(text);
  const Unit* const unit = find_unit(units, parts.unit);
  const std::optional<std::uint64_t> value = unit ? value_of(parts, unit->worth) : std::nullopt;
  if (!value) {
    throw UsageError(what + " takes a number with a unit (" + names_of(units) + "), such as " +
                     example + ", not '" + text + "'");
  }
  if (*value >= least && *value <= most) return *value;
  throw UsageError(what + " takes " + text_of(least, units) + " to " + text_of(most, units) +
                   ", not " + text);
}

}  // namespace

Microseconds parse_duration(const std::string& what, const std::string& text) {
  return Microseconds(parse(what, text, times, 0, longest_time, "200ms or 1.5s"));
}

std::uint64_t parse_size(const std::string& what, const std::string& text) {
  return parse(what, text, sizes, 0, most_bytes, "2000B or 64KiB");
}

std::uint64_t parse_count(const std::string& what, const std::string& text) {
  const Quantity parts = split(text);
  const bool has_unit = !parts.unit.empty() || !parts.decimals.empty();
  return parse(what, has_unit ? text : text + 'B', sizes, 1, most_bytes, "1 or 64KiB");
}

std::uint64_t parse_rate(const std::string& what, const std::string& text) {
  return parse(what, text, rates, 1, most_bytes, "20KiB/s");
}

Millionths parse_share(const std::string& what, const std::string& text) {
  return static_cast<Millionths>(parse(what, text, shares, 0, certainly, "10%"));
}

bool is_duration(const std::string& text) {
  return find_unit(times, split(text).unit) != nullptr;
}

std::string duration_text(Microseconds duration) {
  return text_of(static_cast<std::uint64_t>(duration.count()), times);
}

std::string size_text(std::uint64_t bytes) {
  return text_of(bytes, sizes);
}

std::string share_text(Millionths share) {
  std::string text = std::to_string(share / 10000);
  std::string decimals = std::to_string(10000 + share % 10000).substr(1);
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  return text + (decimals.empty() ? "" : '.' + decimals) + '%';
}

}  // namespace chatlab
