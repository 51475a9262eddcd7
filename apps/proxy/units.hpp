// Quantities with their units: `200ms`, `64KiB`, `10%`, `20KiB/s`.
//
// A number without a unit may mean one thing to its author and another to its reader, so the unit
// is part of the value. Every quantity is stored as a whole number of the smallest unit: without
// floating point, the same text gives the same value on every machine. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace chatlab {

using Microseconds = std::chrono::microseconds;

/// A probability in millionths: `10%` is 100000.
using Millionths = std::uint32_t;
constexpr Millionths certainly = 1000000;

/// Parses a duration such as `200ms` or `1.5s`; units us, ms, s, min, h; at most a day. Throws
/// UsageError, which begins with `what` and names the units, as all functions here do.
Microseconds parse_duration(const std::string& what, const std::string& text);

/// Parses a number of bytes such as `2000B` or `64KiB`; units B, kB, MB, KiB, MiB.
std::uint64_t parse_size(const std::string& what, const std::string& text);

/// As parse_size(), but the unit may be left out and is then a byte; at least 1.
std::uint64_t parse_count(const std::string& what, const std::string& text);

/// Parses bytes per second such as `64KiB/s`; at least 1.
std::uint64_t parse_rate(const std::string& what, const std::string& text);

/// Parses a percentage from `0%` to `100%`, in steps of 0.0001%.
Millionths parse_share(const std::string& what, const std::string& text);

/// True if `text` looks like a duration rather than a size: its unit is one of time.
bool is_duration(const std::string& text);

/// Texts that the functions above parse to the same value: `1.5s`, `64KiB`, `10%`.
std::string duration_text(Microseconds duration);
std::string size_text(std::uint64_t bytes);
std::string share_text(Millionths share);

}  // namespace chatlab
