#include "tests/bench/crowd.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "tests/support/loopback.hpp"

namespace chatlab::bench {

using std::chrono::seconds;

std::string marked_text(std::size_t size, int number) {
  char mark[16];
  std::snprintf(mark, sizeof mark, "@%06d", number);
  return std::string(size > mark_size ? size - mark_size : 0, 'x') + mark;
}

// In groups, each of which waits for its answers, so that the server's backlog of connections is
// not the limit. The groups are as large as that allows, since some servers answer a join only
// after up to a second.
Crowd::Crowd(Contestant& contestant, ServerProcess& server, int size) : contestant_(contestant) {
  const int group = contestant.joins_at_once();
  clients_.reserve(static_cast<std::size_t>(size));
  searched_for_ = contestant.joined();
  for (int i = 0; i < size; ++i) {
    add_client();
    send(i, contestant.join(i));
    if ((i + 1) % group == 0 || i + 1 == size) await_answers(i + 1);
  }
  await([&] { return contestant.have_joined(server, size); });
  searched_for_ = contestant.entered();
  found_ = 0;
  for (int i = 0; i < size && !searched_for_.empty(); ++i) {
    send(i, contestant.enter());
    if ((i + 1) % group == 0 || i + 1 == size) await_answers(i + 1);
  }
  searched_for_.clear();
}

void Crowd::await(const std::function<bool()>& condition) {
  const TimePoint end = now() + seconds(30);
  while (!condition()) {
    pump(milliseconds(10));
    if (now() > end) throw std::runtime_error(contestant_.name() + ": clients do not get in");
  }
}

void Crowd::await_answers(int count) {
  await([&] { return (searched_for_.empty() || found_ >= count) && unsent() == 0; });
}

void Crowd::add_client() {
  Client client;
  if (contestant_.is_over_udp()) {
    client.datagrams = std::make_unique<UdpSocket>(loopback());
  } else {
    IoResult result;
    client.stream = std::make_unique<TcpSocket>(TcpSocket::connect(contestant_.address(), result));
    if (!await_writable(client.handle()) || client.stream->connect_error()) {
      throw std::runtime_error(contestant_.name() + ": no connection");
    }
  }
  demultiplexer_->add(client.handle());
  demultiplexer_->change(clients_.size(), {true, false});
  clients_.push_back(std::move(client));
}

void Crowd::say(int index, const std::string& text) {
  send(index, contestant_.say(index, text));
}

void Crowd::send(int index, const std::string& bytes) {
  const auto place = static_cast<std::size_t>(index);
  clients_[place].output += bytes;
  flush(place);
}

void Crowd::flush(std::size_t index) {
  Client& client = clients_[index];
  if (client.output.empty()) return;
  IoResult result;
  if (client.stream) {
    result = client.stream->send(client.output.data(), client.output.size());
  } else {
    result = client.datagrams->send_to(client.output.data(), client.output.size(),
                                       contestant_.address());
  }
  if (result.status == IoStatus::done) client.output.erase(0, result.bytes);
  demultiplexer_->change(index, {true, !client.output.empty()});
}

void Crowd::pump(milliseconds timeout) {
  ready_.clear();
  demultiplexer_->wait(timeout, ready_);
  for (const Ready& ready : ready_) {
    if (ready.writable) flush(ready.slot);
    if (ready.readable) receive(ready.slot);
  }
}

void Crowd::receive(std::size_t index) {
  Client& client = clients_[index];
  IoResult result;
  std::uint64_t amount = 1;
  if (client.stream) {
    result = client.stream->receive(buffer_.data(), buffer_.size());
    amount = result.bytes;
    if (result.status == IoStatus::closed || result.status == IoStatus::error) {
      throw std::runtime_error(contestant_.name() + ": a client was thrown out");
    }
  } else {
    result = client.datagrams->receive(buffer_.data(), buffer_.size()).result;
  }
  if (result.status != IoStatus::done) return;
  client.received += amount;
  received_ += amount;
  search(client, std::string_view(buffer_.data(), result.bytes));
}

// Finds the marks, or the answer to a join, in what has arrived, and in what was cut before it.
void Crowd::search(Client& client, std::string_view bytes) {
  if (searched_for_.empty() && !looking_for_marks_) return;
  const std::string_view wanted = looking_for_marks_ ? "@" : std::string_view(searched_for_);
  const std::size_t length = looking_for_marks_ ? mark_size : wanted.size();
  std::string joined;
  if (!client.unsearched.empty()) {
    joined = client.unsearched + std::string(bytes);
    bytes = joined;
  }
  std::size_t place = 0;
  for (std::size_t found; (found = bytes.find(wanted, place)) != std::string_view::npos &&
                          found + length <= bytes.size();) {
    place = found + length;
    if (looking_for_marks_) {
      const bool by_bytes = client.stream != nullptr;
      client.last_mark_at = client.received - (by_bytes ? bytes.size() - place : 0);
      note_mark(std::atoi(std::string(bytes.substr(found + 1, mark_size - 1)).c_str()));
    } else {
      ++found_;
    }
  }
  client.unsearched =
      bytes.substr(std::max(place, bytes.size() - std::min(bytes.size(), length - 1)));
}

void Crowd::note_mark(int number) {
  const auto place = static_cast<std::size_t>(number);
  if (marks_.size() <= place) marks_.resize(place + 1);
  if (++marks_[place].seen_by == size() - 1) marks_[place].reached_all = now();
}

TimePoint Crowd::reached_all(int number) const {
  const auto place = static_cast<std::size_t>(number);
  return place < marks_.size() ? marks_[place].reached_all : TimePoint();
}

void Crowd::look_for_marks(bool looking) {
  looking_for_marks_ = looking;
  marks_.clear();
  for (Client& client : clients_) client.unsearched.clear();
}

// Says it again and again, until one has reached all: a server without a welcome does not tell when
// all have joined, and over UDP a mark may be lost. Returns how many it said.
int Crowd::wait_for_mark(std::size_t text_size) {
  look_for_marks(true);
  const TimePoint end = now() + seconds(20);
  int said = 1;
  say(0, marked_text(text_size, 0));
  for (TimePoint retry = now() + milliseconds(500); reached_all(said - 1) == TimePoint();) {
    pump(milliseconds(10));
    if (now() > end) throw std::runtime_error(contestant_.name() + ": a message is lost");
    if (now() < retry) continue;
    say(0, marked_text(text_size, said++));
    retry = now() + milliseconds(500);
  }
  return said;
}

std::size_t Crowd::settle(std::size_t text_size) {
  wait_for_mark(text_size);
  const std::uint64_t before = clients_.back().last_mark_at;
  const auto said = static_cast<std::uint64_t>(wait_for_mark(text_size));
  look_for_marks(false);
  received_ = 0;
  return static_cast<std::size_t>((clients_.back().last_mark_at - before) / said);
}

std::size_t Crowd::unsent() const {
  std::size_t bytes = 0;
  for (const Client& client : clients_) bytes += client.output.size();
  return bytes;
}

}  // namespace chatlab::bench
