// The load: many clients of one server in one process, on the same demultiplexer as the server's.
//
// Messages of one run are equally long, and so are names; so each message becomes the same number
// of bytes for each receiver, and counting bytes is counting messages, which costs the load
// generator next to nothing. A message may end in a mark, `@` and six digits, which receivers look
// for when they are told to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "platform/demultiplexer.hpp"
#include "platform/socket.hpp"
#include "platform/udp_socket.hpp"
#include "tests/bench/contestants.hpp"

namespace chatlab::bench {

constexpr std::size_t mark_size = 7;

/// `size` bytes of text that end in the mark of `number`.
std::string marked_text(std::size_t size, int number);

class Crowd {
 public:
  /// `size` clients connect to the server and join. Throws std::runtime_error if one of them does
  /// not get in within thirty seconds.
  Crowd(Contestant& contestant, ServerProcess& server, int size);

  int size() const { return static_cast<int>(clients_.size()); }

  /// Client `index` says `text`, as soon as the system accepts it.
  void say(int index, const std::string& text);

  /// Sends and receives what is possible, after waiting for at most `timeout`.
  void pump(milliseconds timeout);

  /// One client says a marked text of `text_size` bytes until each of the others has received it:
  /// then nothing else is under way. Returns the size in bytes that a message of this length has
  /// for a receiver.
  std::size_t settle(std::size_t text_size);

  /// All that the clients have received since the last settle(), in bytes; over UDP, in datagrams.
  std::uint64_t received() const { return received_; }

  /// When the mark of `number` had reached all clients but the sender; zero if it has not yet.
  TimePoint reached_all(int number) const;

  /// If `looking` is true, receivers look for marks, beginning with number 0.
  void look_for_marks(bool looking);

  /// Messages that are written but not sent yet, in bytes.
  std::size_t unsent() const;

 private:
  struct Client {
    std::unique_ptr<TcpSocket> stream;
    std::unique_ptr<UdpSocket> datagrams;
    std::string output;          // not sent yet
    std::string unsearched;      // the end of the input, too short to contain what is searched for
    std::uint64_t received = 0;  // in all, in bytes or datagrams
    std::uint64_t last_mark_at = 0;  // what `received` was at the end of the last mark
    Handle handle() const { return stream ? stream->handle() : datagrams->handle(); }
  };
  struct Mark {
    int seen_by = 0;
    TimePoint reached_all = {};
  };

  void add_client();
  void send(int index, const std::string& bytes);
  void await(const std::function<bool()>& condition);
  void await_answers(int count);
  void flush(std::size_t index);
  void receive(std::size_t index);
  void search(Client& client, std::string_view bytes);
  void note_mark(int number);
  int wait_for_mark(std::size_t text_size);

  const Contestant& contestant_;
  std::unique_ptr<Demultiplexer> demultiplexer_ = make_poll_demultiplexer();
  std::vector<Ready> ready_;
  std::vector<Client> clients_;
  std::vector<char> buffer_ = std::vector<char>(256 * 1024);
  std::uint64_t received_ = 0;
  std::string searched_for_;  // while joining: the answer's end
  int found_ = 0;             // how often
  bool looking_for_marks_ = false;
  std::vector<Mark> marks_;
};

}  // namespace chatlab::bench
