// Finds where the functions of a source file are defined: by matching brackets, not by parsing C++.
//
// Enough for code that is laid out as in this repository. Lambdas and operators are not found.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace chatlab::labs {

struct Definition {
  std::string name;  // with its classes: `FrameReader::next`; namespaces are left out
  std::vector<std::string> parameters;  // their names; those without a name are left out
  std::size_t begin;                    // position of its first character
  std::size_t open;                     // position of the body's `{`
  std::size_t close;                    // position of the body's `}`
};

/// Returns all definitions in the masked source code (source_mask.hpp), in their order. Throws
/// std::runtime_error if brackets do not match.
std::vector<Definition> find_definitions(const std::string& masked);

}  // namespace chatlab::labs
