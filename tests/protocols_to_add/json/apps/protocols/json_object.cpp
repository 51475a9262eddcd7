#include "apps/protocols/json_object.hpp"

#include <algorithm>

#include "apps/chat/text.hpp"

namespace chatlab {
namespace {

constexpr std::string_view whitespace = " \t\r\n";
constexpr std::string_view hexadecimal_digits = "0123456789abcdef";

std::string quoted(std::string_view text) {
  std::string string = "\"";
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < ' ') {
      string += "\\u00";
      string += hexadecimal_digits[byte / 16];
      string += hexadecimal_digits[byte % 16];
      continue;
    }
    if (character == '"' || character == '\\') string += '\\';
    string += character;
  }
  return string + '"';
}

bool is_first_half(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}

bool is_second_half(char32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

// RFC 3629 section 3.
void append_utf8(std::string& text, char32_t code_point) {
  const auto append = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) return append(code_point);
  if (code_point < 0x800) {
    append(0xC0 | (code_point >> 6));
  } else if (code_point < 0x10000) {
    append(0xE0 | (code_point >> 12));
    append(0x80 | ((code_point >> 6) & 0x3F));
  } else {
    append(0xF0 | (code_point >> 18));
    append(0x80 | ((code_point >> 12) & 0x3F));
    append(0x80 | ((code_point >> 6) & 0x3F));
  }
  append(0x80 | (code_point & 0x3F));
}

// Reads from left to right, one function per rule of the grammar. Each returns false if the text
// does not follow its rule; `problem` then says how.
class JsonReader {
 public:
  JsonReader(std::string_view text, std::string& problem)
      : text_(text), rest_(text), problem_(problem) {}

  bool read_object(JsonObject& object) {
    if (!is_valid_utf8(text_)) return fail("this is not UTF-8");
    if (!expect('{')) return false;
    if (!accept('}')) {
      do {
        if (!read_member(object)) return false;
      } while (accept(','));
      if (!expect('}')) return false;
    }
    skip_whitespace();
    return rest_.empty() || fail("the object has ended");
  }

 private:
  bool read_member(JsonObject& object) {
    std::string name;
    std::string value;
    if (!read_string(name) || !expect(':') || !read_string(value)) return false;
    const bool is_new = object.emplace(std::move(name), std::move(value)).second;
    return is_new || fail("this member was there before");
  }

  bool read_string(std::string& value) {
    if (!expect('"')) return false;
    while (!rest_.empty()) {
      const char character = rest_.front();
      if (static_cast<unsigned char>(character) < ' ') return fail("a control character");
      rest_.remove_prefix(1);
      if (character == '"') return true;
      if (character != '\\') {
        value += character;
      } else if (!read_escape(value)) {
        return false;
      }
    }
    return fail("the string has no end");
  }

  // What comes after a backslash.
  bool read_escape(std::string& value) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const char letter = rest_.empty() ? '\0' : rest_.front();
    if (letter == 'u') return read_escaped_character(value);
    const std::size_t index = letters.find(letter);
    if (index == std::string_view::npos) return fail("an unknown escape");
    value += meanings[index];
    rest_.remove_prefix(1);
    return true;
  }

  // One or two of `uXXXX`: JSON writes characters above U+FFFF in two halves, as UTF-16 does.
  bool read_escaped_character(std::string& value) {
    char32_t character = 0;
    if (!read_unit(character)) return false;
    if (is_second_half(character)) return fail("the second half of a character without the first");
    if (is_first_half(character)) {
      char32_t second = 0;
      if (rest_.substr(0, 2) != "\\u") return fail("the second half of a character is missing");
      rest_.remove_prefix(1);
      if (!read_unit(second)) return false;
      if (!is_second_half(second)) return fail("this is no second half of a character");
      character = 0x10000 + ((character - 0xD800) << 10) + (second - 0xDC00);
    }
    append_utf8(value, character);
    return true;
  }

  // `uXXXX`
  bool read_unit(char32_t& unit) {
    rest_.remove_prefix(1);
    for (int i = 0; i < 4; ++i) {
      const int digit = rest_.empty() ? -1 : value_of_digit(rest_.front());
      if (digit < 0) return fail("four hexadecimal digits were expected");
      unit = unit * 16 + static_cast<char32_t>(digit);
      rest_.remove_prefix(1);
    }
    return true;
  }

  static int value_of_digit(char digit) {
    if (digit >= 'A' && digit <= 'F') digit = static_cast<char>(digit - 'A' + 'a');
    const std::size_t value = hexadecimal_digits.find(digit);
    return value == std::string_view::npos ? -1 : static_cast<int>(value);
  }

  // Skips whitespace and then `character`, if that comes next.
  bool accept(char character) {
    skip_whitespace();
    if (rest_.substr(0, 1) != std::string_view(&character, 1)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool expect(char character) {
    return accept(character) || fail(std::string(1, character) + " was expected");
  }

  void skip_whitespace() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(whitespace), rest_.size()));
  }

  bool fail(const std::string& what) {
    problem_ = what + ", at byte " + std::to_string(text_.size() - rest_.size() + 1);
    return false;
  }

  std::string_view text_;
  std::string_view rest_;  // what is not read yet: the end of text_
  std::string& problem_;
};

}  // namespace

std::string write_json(const std::vector<JsonMember>& members) {
  std::string text = "{";
  for (const JsonMember& member : members) {
    if (text.size() > 1) text += ',';
    text += quoted(member.first) + ':' + quoted(member.second);
  }
  return text + '}';
}

std::optional<JsonObject> read_json(std::string_view text, std::string& problem) {
  JsonObject object;
  if (!JsonReader(text, problem).read_object(object)) return std::nullopt;
  return object;
}

}  // namespace chatlab
