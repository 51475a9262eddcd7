// What the rules for names need to know about Unicode: which characters can't be seen, and which
// look like others.
//
// The tables are those of Unicode 15. Characters that a later version adds to these tables are
// treated like any others here.
#pragma once

namespace chatlab {

/// Whether `code_point` shows nothing by itself, or changes the direction of the text around it:
/// the general category Cf (format), Default_Ignorable_Code_Point, Bidi_Control. UAX #44
bool is_invisible(char32_t code_point);

/// Whether `code_point` is a space other than U+0020: White_Space outside of ASCII (UAX #44), and
/// U+2800, the Braille pattern without a dot.
bool is_foreign_space(char32_t code_point);

/// The letter s, e, r or v if `code_point`, of any script, looks like that letter or its capital;
/// else `code_point` itself, a Latin letter in lower case. The data are from UTS #39,
/// confusables.txt, and cover the letters of `Server` only.
char32_t server_letter(char32_t code_point);

}  // namespace chatlab
