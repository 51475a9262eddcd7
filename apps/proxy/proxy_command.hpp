// The commands of a running proxy, typed at its console or read from a script. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/proxy/fault.hpp"
#include "apps/proxy/rule_book.hpp"

namespace chatlab {

struct ProxyCommand {
  enum class Kind { nothing, set, clear, show, help, quit };
  Kind kind = Kind::nothing;                // nothing: an empty line
  std::vector<Direction> directions;        // set, clear
  std::optional<std::uint64_t> connection;  // clear: std::nullopt for all
  std::vector<Fault> faults;                // set
};

/// Parses `s2c stall`, `clear`, `show`, `connection 2 reset`, `help`. Throws UsageError that names
/// what is accepted.
ProxyCommand parse_proxy_command(const std::string& line, Traffic traffic);

/// True for a fault that strikes once, at once: `reset`, `close` and `half-close` without a limit.
/// Typed at the console, it strikes the open connections, but not later ones.
bool is_immediate(const Fault& fault);

/// A line of a script: `at 5s s2c stall`.
struct ScriptLine {
  Microseconds time{0};  // since the proxy began to listen
  ProxyCommand command;
  std::string text;  // of the command
};

/// Parses a script: one command per line, with its time. Empty lines, and text after `#`, are
/// skipped. The result is in the order of the times. Throws UsageError that begins with `NAME:LINE:
/// `.
std::vector<ScriptLine> parse_script(const std::string& name, const std::string& text,
                                     Traffic traffic);

/// What `help` prints.
std::string proxy_command_help(Traffic traffic);

}  // namespace chatlab
