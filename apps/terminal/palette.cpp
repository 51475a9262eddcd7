// Chooses colours and writes them as ECMA-48 sequences.
#include "apps/terminal/palette.hpp"

#include <cstdint>
#include <cstdlib>

#include "apps/chat/name.hpp"
#include "platform/standard_output.hpp"

namespace chatlab {
namespace {

// Foreground colours that can be read on black and on white. ECMA-48 8.3.117, SGR
constexpr std::string_view colors[] = {"31", "32", "34", "35", "36", "91", "92", "94", "95", "96"};
constexpr std::size_t color_count = sizeof colors / sizeof colors[0];

}  // namespace

bool terminal_has_colors() {
  const char* no_color = std::getenv("NO_COLOR");
  return standard_output_is_terminal() && (no_color == nullptr || *no_color == '\0');
}

std::string Palette::name(std::string_view name) const {
  if (!enabled_) return std::string(name);
  if (name == operator_name) return server(name);
  std::uint32_t hash = 2166136261u;  // FNV-1a. RFC 9923
  for (const char byte : name_key(name)) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619u;
  }
  return paint(name, colors[hash % color_count]);
}

std::string Palette::own(std::string_view text) const {
  return paint(text, "2");
}

std::string Palette::server(std::string_view text) const {
  return paint(text, "1;33");
}

std::string Palette::paint(std::string_view text, std::string_view attributes) const {
  if (!enabled_) return std::string(text);
  return "\33[" + std::string(attributes) + 'm' + std::string(text) + "\33[0m";
}

}  // namespace chatlab
