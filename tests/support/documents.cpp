// Finds the top of the source tree, and reads a file in it.
#include "tests/support/documents.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace chatlab {
namespace {

// The path that the compiler was given: relative if make runs the tests, in the top folder;
// absolute with CMake.
const std::string this_file = __FILE__;
const std::string this_path = "tests/support/documents.cpp";

}  // namespace

std::string read_document(const std::string& path) {
  const std::string top = this_file.substr(0, this_file.size() - this_path.size());
  std::ifstream file(top + path);  // in text mode: Windows' line ends become `\n`
  if (!file) throw std::runtime_error("can't read " + top + path);
  std::ostringstream contents;
  contents << file.rdbuf();
  return contents.str();
}

}  // namespace chatlab
