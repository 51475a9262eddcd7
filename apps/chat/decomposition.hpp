// Canonical decomposition: one form for texts that Unicode calls the same.
//
// `ë` can be written as one character, U+00EB, or as two, `e` and U+0308; no reader sees a
// difference. Canonical decomposition writes both as two (UAX #15, form NFD). Decomposed here are
// - letters with marks of Latin (with Vietnamese), Greek, Cyrillic, Arabic and kana, as of Unicode
//   14: U+00C0 to U+024F, U+0370 to U+052F, U+0622 to U+06D3, U+1E00 to U+1FFF, U+3040 to U+30FF;
// - the syllables of Hangul;
// - the second numbers of Greek letters in these ranges, and the signs for ohm, kelvin and
// angstrom. Not decomposed are other scripts and CJK compatibility ideographs.
#pragma once

#include <string>

namespace chatlab {

/// Appends the canonical decomposition of `code_point` to `text`.
void append_decomposed(std::u32string& text, char32_t code_point);

/// Puts marks that follow one another into the order of their numbers. Canonical order
/// distinguishes marks above a letter from marks below it; this one is coarser, so that texts that
/// differ only in the order of marks are the same.
void sort_marks(std::u32string& text);

}  // namespace chatlab
