// The palette: colours for names, chosen by a hash of the name, and for the texts of `Server` and
// of the user.
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

  /// `name` in its colour. The colour of the operator's name is never used for a member.
  std::string name(std::string_view name) const;

  /// `text`, which the user of this program has said, in its colour.
  std::string own(std::string_view text) const;

  /// `text`, which `Server` has said, in its colour.
  std::string server(std::string_view text) const;

 private:
  std::string paint(std::string_view text, std::string_view attributes) const;

  bool enabled_;
};

}  // namespace chatlab
