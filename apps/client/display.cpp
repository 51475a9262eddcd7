// Formats messages as lines, wraps them, and prints them.
#include "apps/client/display.hpp"

#include "apps/chat/name.hpp"
#include "apps/chat/text.hpp"
#include "apps/terminal/wrap.hpp"
#include "platform/clock.hpp"

namespace chatlab {
namespace {

constexpr std::size_t enough = 64 * 1024;

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

void Display::show(std::string_view name, std::string_view text) {
  const std::string shown = clean_text(text);
  print_line(timestamp() + palette_.name(name_before('>', clean_text(name))) + " > " +
             (name == operator_name ? palette_.server(shown) : shown));
}

void Display::show_unattributed(std::string_view text) {
  print_line(timestamp() + "... " + clean_text(text));
}

void Display::show_own(std::string_view name, std::string_view text) {
  print_line(timestamp() + palette_.own(std::string(name) + " > " + clean_text(text)));
}

void Display::print_line(const std::string& line) {
  printer_.print(wrap(line, printer_.columns()) + '\n');
}

bool Display::is_behind() const {
  return printer_.pending() > enough;
}

std::string Display::timestamp() const {
  if (!timestamps_) return {};
  const TimeOfDay time = local_time_of_day();
  return '[' + two_digits(time.hour) + ':' + two_digits(time.minute) + ':' +
         two_digits(time.second) + "] ";
}

}  // namespace chatlab
