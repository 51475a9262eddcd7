// Reads the documents of the source tree, for tests that compare them with the programs.
#pragma once

#include <string>

namespace chatlab {

/// Returns the file at `path`, which is relative to the top of the source tree: `README.md`. Lines
/// end in `\n` on all systems. Throws std::runtime_error if the file can't be read.
std::string read_document(const std::string& path);

}  // namespace chatlab
