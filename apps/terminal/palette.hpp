// Colours for people: each name has one of its own, the same every time.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// True if colours are wanted although nothing was said about them: standard output is a terminal
/// that knows them, and the environment variable NO_COLOR is not set (no-color.org).
bool terminal_has_colors();

class Palette {
 public:
  explicit Palette(bool enabled) : enabled_(enabled) {}

  /// `name` in its colour; the operator's name is set apart from all members'.
  std::string name(std::string_view name) const;

  /// What the person here said, marked as theirs.
  std::string own(std::string_view text) const;

  /// What `Server` says.
  std::string server(std::string_view text) const;

 private:
  std::string paint(std::string_view text, std::string_view attributes) const;

  bool enabled_;
};

}  // namespace chatlab
