// Checks and compares names.
#include "apps/chat/name.hpp"

#include <algorithm>

#include "apps/chat/text.hpp"

namespace chatlab {
namespace {

constexpr std::size_t longest_name = 32;

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

char lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
}

bool has_control_character(std::string_view text) {
  while (!text.empty()) {
    const Character character = first_character(text);
    if (is_control(character.code_point)) return true;
    text.remove_prefix(character.size);
  }
  return false;
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

}  // namespace

bool is_allowed_name(std::string_view name) {
  if (name.empty() || !is_valid_utf8(name) || count_characters(name) > longest_name) return false;
  if (name.front() == ' ' || name.back() == ' ') return false;
  return !has_control_character(name) && name_key(name) != name_key(operator_name) &&
         !reads_as_address(name);
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
  std::string key(name);
  std::transform(key.begin(), key.end(), key.begin(), lower);
  return key;
}

}  // namespace chatlab
