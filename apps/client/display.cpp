#include "apps/client/display.hpp"

#include "apps/chat/text.hpp"

namespace chatlab {
namespace {

constexpr std::size_t enough = 64 * 1024;

}  // namespace

void Display::show(std::string_view name, std::string_view text) {
  print(clean_text(name) + " > " + clean_text(text) + '\n');
}

bool Display::is_behind() const {
  return pending() > enough;
}

}  // namespace chatlab
