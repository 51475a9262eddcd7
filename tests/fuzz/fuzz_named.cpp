// The decoders of `named`.
#include "tests/fuzz/decoders.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return chatlab::fuzz_decoders("named", data, size);
}
