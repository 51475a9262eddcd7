// The simulated operator, who types at the server's standard input: messages, bans, commands, and
// perhaps the end of the input.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/client.hpp"

namespace chatlab::simulation {

class Operator {
 public:
  /// Acts at random times until `duration` has passed; if `floods` is true, with hundreds of lines
  /// at once.
  void start(const std::vector<std::unique_ptr<Client>>& clients, microseconds duration,
             bool floods);

  /// The room accepted a message from `Server`.
  void on_entry(const Entry& entry);

  /// True if the input has ended.
  bool has_ended() const { return ended_; }

 private:
  void act();
  void say(std::size_t filling);
  void type(const std::string& line);
  std::string somebody() const;

  const std::vector<std::unique_ptr<Client>>* clients_ = nullptr;
  TimePoint until_ = {};
  microseconds pace_{0};
  std::vector<std::string> banned_;
  std::vector<std::string> said_;
  std::size_t taken_ = 0;
  bool floods_ = false;
  bool ended_ = false;
};

}  // namespace chatlab::simulation
