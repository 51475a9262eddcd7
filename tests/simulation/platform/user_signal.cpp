// No user signal: there is no handle to wait for in the simulated world.
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
