// Decodes UTF-8 and removes what may not be relayed. RFC 3629
#include "apps/chat/text.hpp"

namespace chatlab {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr const char* replacement_bytes = "\xEF\xBF\xBD";

unsigned byte_at(std::string_view text, std::size_t index) {
  return static_cast<unsigned char>(text[index]);
}

// What the first byte determines: the number of bytes, and the range of the second, which excludes
// overlong forms, surrogates and everything beyond U+10FFFF. RFC 3629 section 4.
struct Lead {
  std::size_t size = 0;  // 0: no character starts with this byte
  unsigned second_min = 0x80;
  unsigned second_max = 0xBF;
};

Lead read_lead(unsigned byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {};
}

bool is_plain(char byte) {
  return (byte >= ' ' && byte <= '~') || byte == '\t';
}

bool is_all_plain(std::string_view text) {
  for (const char byte : text) {
    if (!is_plain(byte)) return false;
  }
  return true;
}

}  // namespace

Character first_character(std::string_view text) {
  const unsigned first = byte_at(text, 0);
  if (first < 0x80) return {first, 1, true};
  const Lead lead = read_lead(first);
  if (lead.size == 0) return {replacement, 1, false};
  char32_t code_point = first & (0xFFu >> (lead.size + 1));
  for (std::size_t i = 1; i < lead.size; ++i) {
    const unsigned low = i == 1 ? lead.second_min : 0x80;
    const unsigned high = i == 1 ? lead.second_max : 0xBF;
    if (i >= text.size() || byte_at(text, i) < low || byte_at(text, i) > high) {
      return {replacement, i, false};
    }
    code_point = (code_point << 6) | (byte_at(text, i) & 0x3Fu);
  }
  return {code_point, lead.size, true};
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const Character character = first_character(text);
    if (!character.valid) return false;
    text.remove_prefix(character.size);
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(first_character(text).size);
  return count;
}

void append_character(std::string& text, char32_t code_point) {
  const auto append = [&text](char32_t byte) { text += static_cast<char>(byte); };
  const auto append_rest = [&](int shift) { append(0x80 | (code_point >> shift & 0x3F)); };
  if (code_point < 0x80) return append(code_point);
  if (code_point < 0x800) {
    append(0xC0 | code_point >> 6);
  } else if (code_point < 0x10000) {
    append(0xE0 | code_point >> 12);
    append_rest(6);
  } else {
    append(0xF0 | code_point >> 18);
    append_rest(12);
    append_rest(6);
  }
  append_rest(0);
}

bool is_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F);
}

std::string clean_text(std::string_view text) {
  if (is_all_plain(text)) return std::string(text);
  std::string cleaned;
  cleaned.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    if (!character.valid) {
      cleaned += replacement_bytes;
    } else if (!is_control(character.code_point) || character.code_point == '\t') {
      cleaned += text.substr(0, character.size);
    }
    text.remove_prefix(character.size);
  }
  return cleaned;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  std::string_view rest = text;
  for (; count > 0 && !rest.empty(); --count) rest.remove_prefix(first_character(rest).size);
  return text.substr(0, text.size() - rest.size());
}

// Every byte of a character but its first is 10xxxxxx. RFC 3629 section 3.
std::string_view first_bytes(std::string_view text, std::size_t count) {
  if (text.size() <= count) return text;
  while (count > 0 && (byte_at(text, count) & 0xC0u) == 0x80u) --count;
  return text.substr(0, count);
}

std::string shortened(std::string_view text, std::size_t most) {
  constexpr std::string_view ellipsis = "…";
  if (text.size() <= most) return std::string(text);
  if (most < ellipsis.size()) return {};
  return std::string(first_bytes(text, most - ellipsis.size())).append(ellipsis);
}

}  // namespace chatlab
