// Colours: a hash of the name chooses the colour of each member.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// True if colours should be used by default: standard output is a terminal that supports them, and
/// the environment variable NO_COLOR is not set (no-color.org).
bool terminal_has_colors();

class Palette {
 public:
  explicit Palette(bool enabled) : enabled_(enabled) {}

  /// `name` in its colour. No member has the colour of the operator's name.
  std::string name(std::string_view name) const;

  /// What the user of this program has said.
  std::string own(std::string_view text) const;

  /// What `Server` says.
  std::string server(std::string_view text) const;

 private:
  std::string paint(std::string_view text, std::string_view attributes) const;

  bool enabled_;
};

}  // namespace chatlab
