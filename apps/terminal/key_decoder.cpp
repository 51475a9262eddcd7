// Recognizes characters, control characters, escape sequences and pastes.
#include "apps/terminal/key_decoder.hpp"

#include <algorithm>
#include <utility>

#include "apps/chat/text.hpp"

namespace chatlab {
namespace {

using Kind = Key::Kind;

constexpr char escape = '\x1B';

// No key sends a longer sequence. Without a limit, a sequence without an end would swallow all
// input.
constexpr std::size_t max_sequence = 32;

// What a terminal sends before and after a paste. xterm, ctlseqs
constexpr std::string_view paste_start = "\x1B[200~";
constexpr std::string_view paste_end = "\x1B[201~";

// A key at the beginning of the bytes.
struct Found {
  std::size_t size = 0;  // its bytes; 0 if more bytes are needed to decide
  Key key;
};

bool is_control_byte(char byte) {
  return static_cast<unsigned char>(byte) < 0x20 || byte == '\x7F';
}

// ECMA-48 5.4: parameter bytes are 3/0 to 3/15, intermediate bytes 2/0 to 2/15.
bool is_parameter_or_intermediate(char byte) {
  return byte >= 0x20 && byte <= 0x3F;
}

bool is_final(char byte) {
  return byte >= 0x40 && byte <= 0x7E;
}

// The letter is the key that is pressed together with Ctrl. The choice of keys is that of GNU
// Readline and of termios.
Kind control_key(char byte) {
  if (byte == '\x7F') return Kind::backspace;
  switch (byte + '@') {
    case 'A':
      return Kind::home;
    case 'B':
      return Kind::left;
    case 'C':
      return Kind::interrupt;
    case 'D':
      return Kind::end_of_input;
    case 'E':
      return Kind::end;
    case 'F':
      return Kind::right;
    case 'H':
      return Kind::backspace;
    case 'I':
      return Kind::complete;
    case 'J':
    case 'M':
      return Kind::enter;
    case 'K':
      return Kind::erase_to_end;
    case 'L':
      return Kind::clear_screen;
    case 'N':
      return Kind::down;
    case 'P':
      return Kind::up;
    case 'U':
      return Kind::erase_to_start;
    case 'W':
      return Kind::erase_word;
    case 'Z':
      return Kind::suspend;
    default:
      return Kind::ignored;
  }
}

// The key of `CSI NUMBER ~`. Home and End have two numbers each: the VT220's and rxvt's.
Kind numbered_key(std::string_view number) {
  if (number == "1" || number == "7") return Kind::home;
  if (number == "4" || number == "8") return Kind::end;
  if (number == "3") return Kind::delete_forward;
  return Kind::ignored;
}

// A second parameter, if any, stands for Shift, Alt and Ctrl. They matter for the left and right
// arrows only.
Kind sequence_key(std::string_view parameters, char final) {
  if (parameters.find_first_not_of("0123456789;") != std::string_view::npos) return Kind::ignored;
  const bool by_word = parameters == "1;3" || parameters == "1;5";  // Alt, Ctrl
  switch (final) {
    case 'A':
      return Kind::up;
    case 'B':
      return Kind::down;
    case 'C':
      return by_word ? Kind::word_right : Kind::right;
    case 'D':
      return by_word ? Kind::word_left : Kind::left;
    case 'F':
      return Kind::end;
    case 'H':
      return Kind::home;
    case '~':
      return numbered_key(parameters.substr(0, parameters.find(';')));
    default:
      return Kind::ignored;
  }
}

// True if the bytes end in the middle of a character.
bool is_cut_off(const Character& character, std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  return !character.valid && character.size == bytes.size() && lead >= 0xC2 && lead <= 0xF4;
}

Found find_character(std::string_view bytes) {
  const Character character = first_character(bytes);
  if (is_cut_off(character, bytes)) return {};
  if (!character.valid) return {character.size, {Kind::character, "\xEF\xBF\xBD"}};
  if (is_control(character.code_point)) return {character.size, {}};
  return {character.size, {Kind::character, std::string(bytes.substr(0, character.size))}};
}

// CSI is `ESC [` and SS3 is `ESC O`; parameters and a final byte follow. A byte that can't belong
// to the sequence ends it, and starts the next key.
Found find_sequence(std::string_view bytes) {
  constexpr std::size_t start = 2;
  std::size_t end = start;
  const std::size_t most = std::min(bytes.size(), max_sequence);
  while (end < most && is_parameter_or_intermediate(bytes[end])) ++end;
  if (end == max_sequence) return {end, {}};
  if (end == bytes.size()) return {};
  if (!is_final(bytes[end])) return {end, {}};
  if (bytes.substr(0, 3) == "\x1B[[") {  // the console of Linux: F1 to F5 are CSI [ A and so on
    return {bytes.size() > 3 ? 4u : 0u, {}};
  }
  return {end + 1, {sequence_key(bytes.substr(start, end - start), bytes[end]), {}}};
}

// Alt and a character is ESC and the character. A control character is a key of its own, so that
// Return and Ctrl-C work after Escape.
Found find_escape(std::string_view bytes) {
  if (bytes.size() == 1) return {};
  if (bytes[1] == '[' || bytes[1] == 'O') return find_sequence(bytes);
  if (is_control_byte(bytes[1])) return {1, {}};
  if (bytes[1] == 'b') return {2, {Kind::word_left, {}}};
  if (bytes[1] == 'f') return {2, {Kind::word_right, {}}};
  const std::size_t size = find_character(bytes.substr(1)).size;
  return {size == 0 ? 0 : 1 + size, {}};
}

Found find_key(std::string_view bytes) {
  if (bytes[0] == escape) return find_escape(bytes);
  if (is_control_byte(bytes[0])) return {1, {control_key(bytes[0]), {}}};
  return find_character(bytes);
}

// The cleaned lines of a paste. Most terminals send CR for a newline, some LF or CR LF.
std::string clean_paste(std::string_view pasted) {
  std::string text;
  for (;;) {
    const std::size_t end = pasted.find_first_of("\r\n");
    text += clean_text(pasted.substr(0, end));
    if (end == std::string_view::npos) return text;
    text += '\n';
    pasted.remove_prefix(pasted.substr(end, 2) == "\r\n" ? end + 2 : end + 1);
  }
}

}  // namespace

void KeyDecoder::feed(std::string_view bytes) {
  pending_.erase(0, consumed_);
  consumed_ = 0;
  pending_ += bytes;
}

bool KeyDecoder::next(Key& key) {
  if (is_pasting_) return next_paste(key);
  std::string_view bytes = std::string_view(pending_).substr(consumed_);
  if (bytes.empty()) return false;
  if (after_return_ && bytes[0] == '\n') {
    ++consumed_;
    bytes.remove_prefix(1);
    after_return_ = false;
    if (bytes.empty()) return false;
  }
  Found found = find_key(bytes);
  if (found.size == 0) return false;
  after_return_ = bytes[0] == '\r';
  consumed_ += found.size;
  is_pasting_ = bytes.substr(0, found.size) == paste_start;
  if (is_pasting_) return next_paste(key);
  key = std::move(found.key);
  return true;
}

// A paste is stored until it is complete. If it is too long, only its last bytes are stored, which
// may be the beginning of the mark at its end.
bool KeyDecoder::next_paste(Key& key) {
  const std::size_t end = pending_.find(paste_end, consumed_);
  const std::size_t size = std::min(end, pending_.size()) - consumed_;
  if (end == std::string::npos) {
    if (size < longest_paste + paste_end.size()) return false;
    is_too_long_ = true;
    pending_.erase(0, pending_.size() - (paste_end.size() - 1));
    consumed_ = 0;
    return false;
  }
  is_too_long_ = is_too_long_ || size > longest_paste;
  key.kind = is_too_long_ ? Kind::paste_too_long : Kind::paste;
  key.text = is_too_long_ ? "" : clean_paste(std::string_view(pending_).substr(consumed_, size));
  consumed_ = end + paste_end.size();
  is_pasting_ = is_too_long_ = false;
  return true;
}

}  // namespace chatlab
