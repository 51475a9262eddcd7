// Escapes bytes as in C string literals, and shortens the result.
#include "apps/trace/quoting.hpp"

namespace chatlab {
namespace {

constexpr std::size_t frame = 5;  // two quotes, and three dots if something is left out

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

// A short octal escape must not be followed by a digit, which would belong to it.
std::string octal(unsigned char byte, bool is_before_digit) {
  const std::string all = {static_cast<char>('0' + (byte >> 6)),
                           static_cast<char>('0' + ((byte >> 3) & 7)),
                           static_cast<char>('0' + (byte & 7))};
  const std::size_t zeros = is_before_digit ? 0 : all.find_first_not_of('0');
  return '\\' + all.substr(zeros == std::string::npos ? 2 : zeros);
}

std::string escaped_byte(char byte, bool is_before_digit) {
  switch (byte) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    default:
      break;
  }
  if (byte >= ' ' && byte <= '~') return {byte};
  return octal(static_cast<unsigned char>(byte), is_before_digit);
}

}  // namespace

std::string quoted(std::string_view bytes, std::size_t columns) {
  std::string text;
  std::size_t last_fit = 0;  // the size of `text` that leaves room for the dots
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const bool is_before_digit = i + 1 < bytes.size() && is_digit(bytes[i + 1]);
    text += escaped_byte(bytes[i], is_before_digit);
    if (text.size() + frame <= columns) last_fit = text.size();
    if (text.size() + 2 > columns) return '"' + text.substr(0, last_fit) + "\"...";
  }
  return '"' + text + '"';
}

}  // namespace chatlab
