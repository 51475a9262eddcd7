// Source code with everything blanked out that only looks like code: comments, literals and
// preprocessor lines. Each remaining character keeps its place.
#pragma once

#include <string>

namespace chatlab::labs {

/// Returns `source` with a space for each character of a comment, of a string or character literal
/// (raw strings included), and of a preprocessor line. Ends of lines stay.
std::string mask(const std::string& source);

}  // namespace chatlab::labs
