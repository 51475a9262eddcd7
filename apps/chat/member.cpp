// A member that is destroyed must have left.
#include "apps/chat/member.hpp"

#include <cassert>

namespace chatlab {

Member::~Member() {
  assert(!is_in_room());
}

}  // namespace chatlab
