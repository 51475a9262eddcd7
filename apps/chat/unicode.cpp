// Tables of invisible characters, of spaces, of marks and punctuation, and of characters that look
// like the letters of `Server`.
#include "apps/chat/unicode.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace chatlab {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr Range invisible[] = {
    {0x00AD, 0x00AD},    // soft hyphen
    {0x034F, 0x034F},    // combining grapheme joiner
    {0x0600, 0x0605},    // Arabic number signs
    {0x061C, 0x061C},    // Arabic letter mark
    {0x06DD, 0x06DD},    // Arabic end of ayah
    {0x070F, 0x070F},    // Syriac abbreviation mark
    {0x0890, 0x0891},    // Arabic pound marks
    {0x08E2, 0x08E2},    // Arabic disputed end of ayah
    {0x115F, 0x1160},    // Hangul fillers
    {0x17B4, 0x17B5},    // Khmer inherent vowels
    {0x180B, 0x180F},    // Mongolian variation selectors
    {0x200B, 0x200F},    // zero width space, joiners, direction marks
    {0x202A, 0x202E},    // embeddings and overrides of direction
    {0x2060, 0x206F},    // word joiner, invisible operators, isolates of direction
    {0x2D7F, 0x2D7F},    // Tifinagh consonant joiner
    {0x3164, 0x3164},    // Hangul filler
    {0xFE00, 0xFE0F},    // variation selectors
    {0xFEFF, 0xFEFF},    // zero width no-break space, the byte order mark
    {0xFFA0, 0xFFA0},    // halfwidth Hangul filler
    {0xFFF0, 0xFFFC},    // specials, object replacement character
    {0x1107F, 0x1107F},  // Brahmi number joiner
    {0x110BD, 0x110BD},  // Kaithi number signs
    {0x110CD, 0x110CD},  //
    {0x13430, 0x1343F},  // Egyptian hieroglyph controls
    {0x13441, 0x13442},  // Egyptian hieroglyph blanks
    {0x16FE4, 0x16FE4},  // Khitan small script filler
    {0x1BC9D, 0x1BC9D},  // Duployan letter selector
    {0x1BCA0, 0x1BCA3},  // shorthand controls
    {0x1D159, 0x1D159},  // musical symbol null notehead
    {0x1D173, 0x1D17A},  // musical controls
    {0xE0000, 0xE0FFF},  // tags, variation selectors
};

constexpr Range foreign_spaces[] = {
    {0x00A0, 0x00A0},  // no-break space
    {0x1680, 0x1680},  // Ogham space mark
    {0x2000, 0x200A},  // spaces of various widths
    {0x2028, 0x2029},  // line and paragraph separator
    {0x202F, 0x202F},  // narrow no-break space
    {0x205F, 0x205F},  // medium mathematical space
    {0x2800, 0x2800},  // Braille pattern blank
    {0x3000, 0x3000},  // ideographic space
};

constexpr Range marks[] = {
    {0x0300, 0x036F},   {0x0485, 0x0486},   {0x064B, 0x0655},   {0x0670, 0x0670},
    {0x0951, 0x0954},   {0x1AB0, 0x1AFF},   {0x1CD0, 0x1CF9},   {0x1DC0, 0x1DFF},
    {0x20D0, 0x20FF},   {0x302A, 0x302F},   {0x3099, 0x309A},   {0xFE20, 0xFE2D},
    {0x101FD, 0x101FD}, {0x102E0, 0x102E0}, {0x1133B, 0x1133B}, {0x1CF00, 0x1CF46},
    {0x1D165, 0x1D169}, {0x1D16D, 0x1D172}, {0x1D17B, 0x1D182}, {0x1D185, 0x1D18B},
    {0x1D1AA, 0x1D1AD},
};

constexpr Range punctuation[] = {
    {0x0021, 0x002F},  // ASCII before the digits
    {0x003A, 0x0040},  // between digits and letters
    {0x005B, 0x0060},  // between capital and small letters
    {0x007B, 0x007E},  // after the letters
    {0x00A1, 0x00BF},  // Latin-1
    {0x01C3, 0x01C3},  // Latin letter retroflex click, like !
    {0x02B0, 0x02FF},  // modifier letters
    {0x0589, 0x0589},  // Armenian full stop, like :
    {0x05C3, 0x05C3},  // Hebrew sof pasuq, like :
    {0x2010, 0x205E},  // general
    {0x2236, 0x2236},  // ratio, like :
    {0x3001, 0x303F},  // CJK
    {0xA789, 0xA789},  // modifier letter colon
    {0xFE10, 0xFE6F},  // vertical, compatibility and small forms
};

// Whether one of the ranges from `begin` to `end`, which are in ascending order, has `code_point`.
bool contains(const Range* begin, const Range* end, char32_t code_point) {
  const auto ends_before = [](const Range& range, char32_t wanted) { return range.last < wanted; };
  const Range* found = std::lower_bound(begin, end, code_point, ends_before);
  return found != end && found->first <= code_point;
}

// Small caps, Cyrillic, Greek, Armenian, Cherokee, Coptic, Lisu, and what else looks alike.
constexpr std::u32string_view like_s =
    U"\u01BD\u0405\u0455\u054F\u13D5\u13DA\uA4E2\uA731\uABAA\U00010296\U00010420\U00010448"
    U"\U000118C1\U00016F3A";
constexpr std::u32string_view like_e =
    U"\u0395\u0415\u0435\u04BD\u13AC\u1D07\u212E\u212F\u2130\u2147\u22FF\u2D39\uA4F0\uAB32"
    U"\U00010286\U000118A6\U000118AE";
constexpr std::u32string_view like_r =
    U"\u01A6\u0280\u0433\u13A1\u13D2\u1587\u1D26\u211B\u211C\u211D\u2C85\uA4E3\uAB47\uAB48\uAB81"
    U"\U000104B4\U00016F35";
constexpr std::u32string_view like_v =
    U"\u03BD\u0474\u0475\u05D8\u0667\u06F7\u13D9\u142F\u1D20\u2164\u2174\u2228\u22C1\u2D38\uA4E6"
    U"\uA6DF\uABA9\U0001051D\U00011706\U000118A0\U000118C0\U00016F08\U0001D20D";

// Unicode repeats the Latin alphabet as mathematical letters in 13 styles, each with its capitals
// first.
char32_t as_ascii(char32_t code_point) {
  if (code_point < 0x1D400 || code_point >= 0x1D400 + 13 * 52) return code_point;
  const char32_t letter = (code_point - 0x1D400) % 52;
  return letter < 26 ? 'A' + letter : 'a' + letter - 26;
}

}  // namespace

bool is_invisible(char32_t code_point) {
  return contains(std::begin(invisible), std::end(invisible), code_point);
}

bool is_foreign_space(char32_t code_point) {
  return contains(std::begin(foreign_spaces), std::end(foreign_spaces), code_point);
}

bool is_mark(char32_t code_point) {
  return contains(std::begin(marks), std::end(marks), code_point);
}

bool is_punctuation(char32_t code_point) {
  return contains(std::begin(punctuation), std::end(punctuation), code_point);
}

char32_t without_width(char32_t code_point) {
  const bool is_wide = code_point >= 0xFF01 && code_point <= 0xFF5E;
  return is_wide ? code_point - 0xFF01 + '!' : code_point;
}

char32_t server_letter(char32_t code_point) {
  constexpr auto none = std::u32string_view::npos;
  if (like_s.find(code_point) != none) return 's';
  if (like_e.find(code_point) != none) return 'e';
  if (like_r.find(code_point) != none) return 'r';
  if (like_v.find(code_point) != none) return 'v';
  const char32_t letter = as_ascii(without_width(code_point));
  return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter;
}

}  // namespace chatlab
