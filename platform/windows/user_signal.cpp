// The user signal on Windows, which has none: there is no handle to wait for.
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
