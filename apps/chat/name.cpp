// Checks and compares names.
#include "apps/chat/name.hpp"

#include <algorithm>

#include "apps/chat/decomposition.hpp"
#include "apps/chat/text.hpp"
#include "apps/chat/unicode.hpp"

namespace chatlab {
namespace {

constexpr std::size_t longest_name = 32;
constexpr std::size_t most_bytes = 4 * longest_name;
constexpr char32_t malformed = 0x110000;

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
}

bool may_be_in_a_name(const Character& character) {
  const char32_t code_point = character.code_point;
  return character.valid && !is_control(code_point) && !is_invisible(code_point) &&
         !is_foreign_space(code_point);
}

// `name` decomposed, with fullwidth forms as ASCII, and without invisible characters. A malformed
// byte is a number beyond Unicode, so that it differs from all others.
std::u32string skeleton_of(std::string_view name) {
  std::u32string skeleton;
  while (!name.empty()) {
    const Character character = first_character(name);
    if (!character.valid) {
      for (const char byte : name.substr(0, character.size)) {
        skeleton += malformed + static_cast<unsigned char>(byte);
      }
    } else if (!is_invisible(character.code_point)) {
      append_decomposed(skeleton, without_width(character.code_point));
    }
    name.remove_prefix(character.size);
  }
  sort_marks(skeleton);
  return skeleton;
}

bool has_mark(const std::u32string& skeleton, std::size_t i) {
  return i + 1 < skeleton.size() && is_mark(skeleton[i + 1]);
}

// Only letters of ASCII match in any case, so a letter with a mark keeps its own: `É` is no `é`.
char key_byte(char byte, bool has_a_mark) {
  if (byte == ':' || byte == ']') return '.';
  return has_a_mark ? byte : lower(byte);
}

bool looks_like_the_operators(std::string_view name) {
  std::u32string letters;
  for (const char32_t code_point : skeleton_of(name)) {
    if (is_mark(code_point) || is_punctuation(code_point) || code_point == ' ') continue;
    letters += server_letter(code_point);
  }
  return letters == U"server";
}

bool is_number(std::string_view text, std::size_t most_digits) {
  return !text.empty() && text.size() <= most_digits &&
         std::all_of(text.begin(), text.end(), is_digit);
}

// Four groups of digits of any value: 999.1.1.1 is no address, but looks like one.
bool reads_as_ipv4(std::string_view text) {
  for (int group = 0; group < 3; ++group) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || !is_number(text.substr(0, dot), 3)) return false;
    text.remove_prefix(dot + 1);
  }
  return is_number(text, 3);
}

// Hexadecimal digits and colons, optionally with an IPv4 tail or a zone.
bool reads_as_ipv6(std::string_view text) {
  text = text.substr(0, text.find('%'));
  const auto belongs = [](char byte) {
    return is_digit(byte) || (lower(byte) >= 'a' && lower(byte) <= 'f') || byte == ':' ||
           byte == '.';
  };
  return std::count(text.begin(), text.end(), ':') >= 2 &&
         std::all_of(text.begin(), text.end(), belongs);
}

// The key of an ADDRESS: `1.2.3.4.5555`, or `[..1..5555` of `[::1]:5555`.
bool is_key_of_address(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  if (dot == std::string_view::npos || !is_number(key.substr(dot + 1), 5)) return false;
  const std::string_view host = key.substr(0, dot);
  if (host.size() < 2 || host.front() != '[' || host.back() != '.') return reads_as_ipv4(host);
  std::string address(host.substr(1, host.size() - 2));
  std::replace(address.begin(), address.end(), '.', ':');
  return reads_as_ipv6(address);
}

}  // namespace

bool is_allowed_name(std::string_view name) {
  if (name.empty() || name.front() == ' ' || name.back() == ' ') return false;
  if (is_mark(first_character(name).code_point)) return false;
  std::size_t characters = 0;
  for (std::string_view rest = name; !rest.empty(); ++characters) {
    const Character character = first_character(rest);
    if (!may_be_in_a_name(character) || characters == longest_name) return false;
    rest.remove_prefix(character.size);
  }
  return !looks_like_the_operators(name) && !is_key_of_address(name_key(name));
}

bool reads_as_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !is_number(text.substr(colon + 1), 5)) return false;
  const std::string_view host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    return reads_as_ipv6(host.substr(1, host.size() - 2));
  }
  return reads_as_ipv4(host);
}

std::string name_key(std::string_view name) {
  if (name.size() > most_bytes) return std::string(name);
  std::string key;
  const std::u32string skeleton = skeleton_of(name);
  for (std::size_t i = 0; i < skeleton.size(); ++i) {
    const char32_t code_point = skeleton[i];
    if (code_point >= malformed) {
      key += static_cast<char>(code_point - malformed);
    } else if (code_point >= 0x80) {
      append_character(key, code_point);
    } else if (code_point != ' ' || key.empty() || key.back() != ' ') {
      key += key_byte(static_cast<char>(code_point), has_mark(skeleton, i));
    }
  }
  return key;
}

std::string name_before(char delimiter, std::string_view name) {
  std::string written(name);
  if (!reads_as_address(name)) std::replace(written.begin(), written.end(), delimiter, '.');
  return written;
}

}  // namespace chatlab
