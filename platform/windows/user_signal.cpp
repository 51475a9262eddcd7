// Windows has no signal that a person can send to a program.
#include "platform/user_signal.hpp"

namespace chatlab {

struct UserSignal::Pipe {};

UserSignal::UserSignal() = default;
UserSignal::~UserSignal() = default;

Handle UserSignal::handle() const {
  return no_handle;
}

bool UserSignal::drain() {
  return false;
}

}  // namespace chatlab
