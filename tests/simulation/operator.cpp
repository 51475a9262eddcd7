// Draws the operator's actions at random, and checks that its messages are accepted in order.
#include "tests/simulation/operator.hpp"

#include "tests/simulation/console.hpp"

namespace chatlab::simulation {

void Operator::start(const std::vector<std::unique_ptr<Client>>& clients, microseconds duration,
                     bool floods) {
  floods_ = floods;
  clients_ = &clients;
  until_ = world().now() + duration;
  pace_ = microseconds(world().random().between(20000, 2000000));
  world().after(pace_, [this] { act(); });
}

void Operator::act() {
  if (world().now() > until_ || clients_->empty()) return;
  switch (world().random().below(12)) {
    case 0:
      banned_.push_back(somebody());
      type("/ban " + banned_.back());
      break;
    case 1:
      banned_.push_back(somebody());
      type("ban@\n" + banned_.back());
      break;
    case 2:
    case 3:
      type("/unban " + (banned_.empty() ? somebody() : world().random().pick(banned_)));
      break;
    case 4:
      type(world().random().one_in(2) ? "/who" : "/stats");
      break;
    case 5:
      type("/nonsense");
      break;
    case 6:
      if (!world().random().one_in(4)) break;
      surroundings().keyboard->end();
      ended_ = true;
      return;
    case 7:
      if (!floods_) break;
      for (int i = 0; i < 200; ++i) say(200);
      break;
    default:
      say(0);
  }
  world().after(pace_, [this] { act(); });
}

void Operator::say(std::size_t filling) {
  said_.push_back("<operator#" + std::to_string(said_.size() + 1) + ">" +
                  std::string(filling, '.'));
  type(said_.back());
}

void Operator::type(const std::string& line) {
  if (world().is_traced()) world().trace("the operator types " + line);
  surroundings().keyboard->type(line + "\n");
}

std::string Operator::somebody() const {
  return (*clients_)[world().random().below(clients_->size())]->name();
}

void Operator::on_entry(const Entry& entry) {
  if (entry.text == "The server is shutting down") return;
  if (taken_ == said_.size() || said_[taken_] != entry.text) {
    return world().fail("(a) the operator's messages are accepted once and in order: '" +
                        entry.text + "'");
  }
  ++taken_;
}

}  // namespace chatlab::simulation
