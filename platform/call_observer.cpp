// Stores the observer of each thread's system calls.
#include "platform/call_observer.hpp"

namespace chatlab {
namespace {

// One per thread: on Windows, threads that feed input and signals use sockets, too.
thread_local CallObserver* current = nullptr;

}  // namespace

void observe_calls(CallObserver* observer) {
  current = observer;
}

CallObserver* call_observer() {
  return current;
}

}  // namespace chatlab
