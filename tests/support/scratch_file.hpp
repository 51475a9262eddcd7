// A file that a test, or a program that it starts, writes and reads.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace chatlab {

// A file in the current folder that is removed afterwards.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& ending)
      : name(std::string("scratch_") +
             testing::UnitTest::GetInstance()->current_test_info()->name() + ending) {}
  ~ScratchFile() { std::remove(name.c_str()); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  void write(const std::string& text) const { std::ofstream(name, std::ios::binary) << text; }
  std::string read() const {
    std::ifstream file(name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  bool has(const std::string& text) const { return read().find(text) != std::string::npos; }

  const std::string name;
};

}  // namespace chatlab
