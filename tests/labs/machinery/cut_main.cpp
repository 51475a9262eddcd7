// cut: cuts the functions of a lab out of a copy of the sources.
//   cut DESCRIPTION FOLDER              changes the files of the copy in FOLDER
//   cut DESCRIPTION FOLDER FUNCTION     cuts that one alone
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/labs/machinery/cut.hpp"

namespace chatlab::labs {
namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + " can't be read");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error(path + " can't be written");
}

void run(const std::string& description, const std::string& folder, const std::string& only) {
  std::size_t number = 0;
  for (const Cut& cut : read_cuts(read(description))) {
    if (!only.empty() && cut.function != only) continue;
    const std::string path = folder + '/' + cut.file;
    write(path, with_include(cut_function(read(path), cut)));
    ++number;
  }
  if (number == 0 && !only.empty())
    throw std::runtime_error(only + " is none of the lab's functions");
}

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::fprintf(stderr, "usage: cut DESCRIPTION FOLDER [FUNCTION]\n");
    return 2;
  }
  try {
    chatlab::labs::run(argv[1], argv[2], argc == 4 ? argv[3] : "");
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cut: %s: %s\n", argv[1], error.what());
    return 1;
  }
}
