// What a fault did, for the log: one line each.
#pragma once

#include <cstddef>
#include <string>

#include "apps/proxy/fault.hpp"

namespace chatlab {

struct Strike {
  Fault::Kind kind;
  std::size_t bytes;   // how many bytes it concerned
  std::string detail;  // such as `212ms`; may be empty
};

}  // namespace chatlab
