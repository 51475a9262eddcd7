// A member must have left the room before it is destroyed.
#include "apps/chat/member.hpp"

#include <cassert>

namespace chatlab {

Member::~Member() {
  assert(!is_in_room());
}

}  // namespace chatlab
