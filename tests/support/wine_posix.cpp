#include "tests/support/wine.hpp"

namespace chatlab {

bool under_wine() {
  return false;
}

}  // namespace chatlab
