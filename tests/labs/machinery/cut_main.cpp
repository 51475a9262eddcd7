// cut: cuts the functions of a lab out of a copy of the sources.
//   cut DESCRIPTION FOLDER            changes the files of the copy in FOLDER
//   cut DESCRIPTION FOLDER --guard    lets LAB_MISSING name the one that is missing: for tests
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

std::string changed(const std::string& source, const Cut& cut, bool only_guard) {
  return only_guard ? with_test_include(guard_function(source, cut))
                    : with_student_include(cut_function(source, cut));
}

void run(const std::string& description, const std::string& folder, bool only_guard) {
  for (const Cut& cut : read_cuts(read(description))) {
    const std::string path = folder + '/' + cut.file;
    write(path, changed(read(path), cut, only_guard));
  }
}

}  // namespace
}  // namespace chatlab::labs

int main(int argc, char** argv) {
  const bool only_guard = argc == 4 && std::string(argv[3]) == "--guard";
  if (argc != 3 && !only_guard) {
    std::fprintf(stderr, "usage: cut DESCRIPTION FOLDER [--guard]\n");
    return 2;
  }
  try {
    chatlab::labs::run(argv[1], argv[2], only_guard);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cut: %s: %s\n", argv[1], error.what());
    return 1;
  }
}
