// Colours for people: each name has one of its own, the same every time.
#pragma once

#include <string>
#include <string_view>

namespace chatlab {

/// What --color says: `auto`, `always` or `never`. `auto` is yes where standard output is a
/// terminal that knows colours and NO_COLOR is not set (no-color.org). Throws UsageError for
/// anything else.
bool wants_color(const std::string& when);

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
