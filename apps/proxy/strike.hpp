// A strike: what a fault did, for one line of the log.
#pragma once

#include <cstddef>
#include <string>

#include "apps/proxy/fault.hpp"

namespace chatlab {

struct Strike {
  Fault::Kind kind;
  std::size_t bytes;   // the number of bytes concerned
  std::string detail;  // such as `212ms`; may be empty
};

}  // namespace chatlab
