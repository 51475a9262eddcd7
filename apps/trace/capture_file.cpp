// Translates system calls into records of the capture, and appends these to the file.
#include "apps/trace/capture_file.hpp"

#include "platform/clock.hpp"

namespace chatlab {
namespace {

Capture::ConnectionId id_of(Handle handle) {
  return static_cast<Capture::ConnectionId>(handle);
}

}  // namespace

CaptureFile::CaptureFile(Reactor& reactor, const std::string& file, std::uint64_t limit)
    : reactor_(reactor),
      name_(file),
      file_(file),
      errors_(reactor, StandardOutput::Stream::error),
      capture_(limit) {
  on_flush();  // the header
}

CaptureFile::~CaptureFile() {
  reactor_.cancel_flush(*this);
  const Unobserved own_calls;
  pending_ += capture_.drain();
  file_.write_all(pending_.data(), pending_.size(), wait_at_end_);
}

void CaptureFile::on_call(const SystemCall& call) {
  record(call);
  reactor_.request_flush(*this);
}

void CaptureFile::record(const SystemCall& call) {
  const bool is_done = call.result.status == IoStatus::done;
  switch (call.call) {
    case Call::accept:
      if (is_done && call.peer != nullptr) {
        capture_.record_open(wall_time(), id_of(call.created), *call.local, *call.peer, Side::peer);
      }
      return;
    case Call::connect:
      return record_connect(call);
    case Call::finish_connect:
      return record_finished_connect(call);
    case Call::receive:
      return record_received(call);
    case Call::send:
      if (is_done) capture_.record_sent(wall_time(), id_of(call.handle), call.bytes);
      return;
    case Call::shut_down:
      if (is_done) capture_.record_end(wall_time(), id_of(call.handle), Side::local);
      return;
    case Call::close:
      connecting_.erase(call.handle);
      return capture_.record_close(wall_time(), id_of(call.handle));
    case Call::reset:
      connecting_.erase(call.handle);
      return capture_.record_reset(wall_time(), id_of(call.handle), Side::local);
    case Call::receive_datagram:
      if (is_done) {
        capture_.record_datagram_received(wall_time(), *call.local, *call.peer, call.bytes);
      }
      return;
    case Call::send_datagram:
      if (is_done) capture_.record_datagram_sent(wall_time(), *call.local, *call.peer, call.bytes);
      return;
    default:
      return;
  }
}

void CaptureFile::record_connect(const SystemCall& call) {
  switch (call.result.status) {
    case IoStatus::done:
      return capture_.record_open(wall_time(), id_of(call.handle), *call.local, *call.peer,
                                  Side::local);
    case IoStatus::would_block:
      connecting_[call.handle] = *call.peer;
      return;
    case IoStatus::error:
      if (call.result.error == std::errc::connection_refused) {
        capture_.record_refusal(wall_time(), *call.local, *call.peer);
      }
      return;
    case IoStatus::closed:
      return;
  }
}

void CaptureFile::record_finished_connect(const SystemCall& call) {
  const auto found = connecting_.find(call.handle);
  if (found == connecting_.end()) return;
  if (call.result.status == IoStatus::done) {
    capture_.record_open(wall_time(), id_of(call.handle), *call.local, found->second, Side::local);
  } else if (call.result.error == std::errc::connection_refused) {
    capture_.record_refusal(wall_time(), *call.local, found->second);
  }
  connecting_.erase(found);
}

void CaptureFile::record_received(const SystemCall& call) {
  const WallTime time = wall_time();
  if (call.result.status == IoStatus::done) {
    capture_.record_received(time, id_of(call.handle), call.bytes);
  } else if (call.result.status == IoStatus::closed) {
    capture_.record_end(time, id_of(call.handle), Side::peer);
  } else if (call.result.error == std::errc::connection_reset) {
    capture_.record_reset(time, id_of(call.handle), Side::peer);
  }
}

// A file accepts all that is written to it, unless its disk is full.
void CaptureFile::on_flush() {
  const Unobserved own_calls;
  pending_ += capture_.drain();
  if (failed_) return pending_.clear();
  while (!pending_.empty()) {
    const IoResult result = file_.write(pending_.data(), pending_.size());
    if (result.status == IoStatus::would_block) break;
    if (result.status != IoStatus::done) {
      failed_ = true;
      return complain(name_ + ": " + result.error.message() + "; no more is captured");
    }
    pending_.erase(0, result.bytes);
  }
  const std::string notice = capture_.consume_limit_notice();
  if (!notice.empty()) complain(name_ + ": " + notice);
}

void CaptureFile::complain(const std::string& what) {
  errors_.print("capture " + what + '\n');
}

}  // namespace chatlab
