// What the rules for names need to know about Unicode: which characters can't be seen, and which
// look like others.
//
// The tables are those of Unicode 15. Characters that a later version adds to these tables are
// treated like any others here.
#pragma once

namespace chatlab {

/// Whether `code_point` shows nothing by itself, or changes the direction of the text around it:
/// the general category Cf (format), Default_Ignorable_Code_Point, Bidi_Control (UAX #44); and the
/// fillers, joiners and null signs of other categories: U+2D7F, U+FFFC, U+1107F, U+13441, U+13442,
/// U+16FE4, U+1BC9D, U+1D159.
bool is_invisible(char32_t code_point);

/// Whether `code_point` is a space other than U+0020: White_Space outside of ASCII (UAX #44), and
/// U+2800, the Braille pattern without a dot.
bool is_foreign_space(char32_t code_point);

/// Whether `code_point` is a combining mark that letters of any script may have, such as an accent
/// (the script is Inherited, the general category Mn or Me).
bool is_mark(char32_t code_point);

/// Whether `code_point` is punctuation or a sign that can stand beside a word without changing it:
/// all of ASCII but letters, digits and the space; U+00A1 to U+00BF, the modifier letters (U+02B0
/// to U+02FF), the general, CJK and compatibility punctuation (U+2010 to U+205E, U+3001 to U+303F,
/// U+FE10 to U+FE6F); and what looks like `:` or `!` (U+01C3, U+0589, U+05C3, U+2236, U+A789).
bool is_punctuation(char32_t code_point);

/// The ASCII character that `code_point` is a fullwidth form of (U+FF01 to U+FF5E); else
/// `code_point` itself.
char32_t without_width(char32_t code_point);

/// The letter s, e, r or v if `code_point`, of any script, looks like that letter or its capital;
/// else `code_point` itself, a Latin letter in lower case. The data are from UTS #39,
/// confusables.txt, and cover the letters of `Server` only.
char32_t server_letter(char32_t code_point);

}  // namespace chatlab
