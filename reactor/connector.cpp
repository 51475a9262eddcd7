// Tries the addresses one by one with a non-blocking connect. connect(2), EINPROGRESS
#include "reactor/connector.hpp"

#include <chrono>
#include <utility>

namespace chatlab {

Connector::Connector(Reactor& reactor, std::vector<Address> addresses, milliseconds limit)
    : reactor_(reactor),
      addresses_(std::move(addresses)),
      deadline_(now() + limit),
      patience_(reactor.timers(), *this) {}

Connector::~Connector() {
  reactor_.remove(*this);
}

void Connector::start() {
  try_next_address();
}

void Connector::try_next_address() {
  for (; current_ < addresses_.size(); ++current_) {
    IoResult result;
    try {
      socket_ = TcpSocket::connect(addresses_[current_], result);
    } catch (const std::system_error& error) {  // no such address family on this machine
      result = IoResult::failed(error.code());
    }
    if (result.status == IoStatus::done) return succeed();
    if (result.status == IoStatus::would_block) return await();
    note_failure(result.error.message());
  }
  on_connect_failed(reasons_);
}

void Connector::await() {
  const auto left = std::chrono::duration_cast<milliseconds>(deadline_ - now());
  const auto share = left / static_cast<int>(addresses_.size() - current_);
  patience_.start(share > milliseconds(0) ? share : milliseconds(0));
  reactor_.add(*this);
  reactor_.set_interest(*this, {false, true});
}

void Connector::on_writable() {
  reactor_.remove(*this);
  patience_.stop();
  const std::error_code error = socket_.connect_error();
  if (!error) return succeed();
  note_failure(error.message());
  ++current_;
  try_next_address();
}

void Connector::on_timer(Timer&) {
  reactor_.remove(*this);
  note_failure("no answer in time");
  ++current_;
  try_next_address();
}

void Connector::note_failure(const std::string& reason) {
  socket_.close();
  if (!reasons_.empty()) reasons_ += "; ";
  reasons_ += "connect " + addresses_[current_].to_string() + ": " + reason;
}

std::string Connector::describe() const {
  const bool is_done = current_ >= addresses_.size();
  return is_done ? "connector" : "connector to " + addresses_[current_].to_string();
}

std::string Connector::describe_timer(const Timer&) const {
  return "time limit of " + describe();
}

void Connector::succeed() {
  on_connected(std::move(socket_), addresses_[current_]);
}

}  // namespace chatlab
