// On POSIX, the tests never run under Wine.
#include "tests/support/wine.hpp"

namespace chatlab {

bool under_wine() {
  return false;
}

}  // namespace chatlab
