// Accepts a limited number of connections per turn; pauses if descriptors are exhausted.
#include "reactor/acceptor.hpp"

#include <new>
#include <utility>

namespace chatlab {
namespace {

// The most connections accepted per turn: a flood of connections must not delay other handlers. The
// limit is lower while the reactor is busy: newcomers must not be accepted faster than they are
// served.
constexpr int accepts_per_turn = 64;
constexpr int accepts_per_busy_turn = 1;

constexpr milliseconds rest_after_exhaustion{100};

// A pause that begins so long after the last one is reported. Descriptors or memory may become free
// one by one, each to be used up at once: the pauses of such a time are reported once.
constexpr milliseconds quiet_time{1000};

// accept(2): EMFILE, the limit of the process, or ENFILE, that of the system.
bool is_lack_of_descriptors(std::error_code error) {
  return error == std::errc::too_many_files_open ||
         error == std::errc::too_many_files_open_in_system;
}

}  // namespace

Acceptor::Acceptor(Reactor& reactor, const Address& address)
    : reactor_(reactor), socket_(address), resting_(*this) {
  reactor_.add(*this);
}

Acceptor::~Acceptor() {
  reactor_.remove(*this);
}

void Acceptor::on_readable() {
  const int most = reactor_.is_busy() ? accepts_per_busy_turn : accepts_per_turn;
  for (int i = 0; i < most && wants_read(); ++i) {
    Accepted accepted = socket_.accept();
    reactor_.system_calls().charge_system_call();
    if (accepted.result.status == IoStatus::would_block) return;
    if (is_lack_of_descriptors(accepted.result.error)) {
      if (i > 0) return;  // accept(2) needs a descriptor before it looks for a connection
      if (free_descriptor()) continue;
    }
    if (accepted.result.status != IoStatus::done) return rest(accepted.result.error);
    try {
      on_accept(std::move(accepted.socket), accepted.peer);
    } catch (const std::bad_alloc&) {
      return rest(std::make_error_code(std::errc::not_enough_memory));
    }
  }
}

void Acceptor::hold(bool held) {
  held_ = held;
  update_interest();
}

void Acceptor::update_interest() {
  reactor_.want_read(*this, !held_ && !resting_.is_running());
}

void Acceptor::rest(std::error_code error) {
  const bool is_first = error != last_error_ || now() - last_rest_ >= quiet_time;
  last_rest_ = now();
  last_error_ = error;
  resting_.start(rest_after_exhaustion);
  update_interest();
  if (is_first) on_exhausted(error);
}

}  // namespace chatlab
