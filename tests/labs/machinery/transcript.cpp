// Prints the transcript of a check, and runs the one that the command line names.
#include "tests/labs/machinery/transcript.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>

// A check that is run by hand may be in a debugger, in which the leak sanitizer can't work:
// ptrace(2). The runner turns it on.
extern "C" const char* __asan_default_options() {
  return "detect_leaks=0";
}

namespace chatlab::labs {
namespace {

constexpr int not_met = 1;
constexpr std::size_t longest_quote = 70;

// What the next came() is compared with.
std::string& awaited() {
  static std::string text;
  return text;
}

void append_escaped(std::string& text, char character) {
  const auto byte = static_cast<unsigned char>(character);
  char escaped[8];
  if (character == '\n') {
    text += "\\n";
  } else if (character == '\r') {
    text += "\\r";
  } else if (character == '\t') {
    text += "\\t";
  } else if (character == '"' || character == '\\') {
    text += {'\\', character};
  } else if (byte >= ' ' && byte < 0x7f) {
    text += character;
  } else {
    std::snprintf(escaped, sizeof escaped, "\\x%02x", static_cast<unsigned>(byte));
    text += escaped;
  }
}

}  // namespace

void note(std::string_view label, std::string_view text) {
  std::printf("%-9.*s %.*s\n", static_cast<int>(label.size()), label.data(),
              static_cast<int>(text.size()), text.data());
  std::fflush(stdout);
}

void expecting(std::string expected) {
  note("expected", expected);
  awaited() = std::move(expected);
}

void came(std::string_view text) {
  if (text != awaited()) fail(text);
}

void expect(std::string expected, std::string_view text) {
  expecting(std::move(expected));
  came(text);
}

// Without destructors: the code under test is in a state that the check did not expect.
void fail(std::string_view text) {
  note("came", text);
  std::_Exit(not_met);
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char character : text.substr(0, longest_quote)) append_escaped(result, character);
  result += '"';
  if (text.size() > longest_quote) result += "... (" + count_of(text.size(), "byte") + ")";
  return result;
}

std::string count_of(std::size_t number, const std::string& noun) {
  return std::to_string(number) + ' ' + noun + (number == 1 ? "" : "s");
}

int run_checks(int argc, char** argv, const Check* first, std::size_t number) {
  const std::string name = argc == 2 ? argv[1] : "";
  for (const Check* check = first; check != first + number; ++check) {
    if (name != check->name) continue;
    try {
      check->run();
      return 0;
    } catch (const std::exception& error) {
      note("came", std::string("an exception: ") + error.what());
      return not_met;
    }
  }
  std::fprintf(stderr, "usage: %s CHECK    one of:\n", argv[0]);
  for (const Check* check = first; check != first + number; ++check)
    std::fprintf(stderr, "  %s\n", check->name);
  return 2;
}

}  // namespace chatlab::labs
