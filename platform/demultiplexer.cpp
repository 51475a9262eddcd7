// Chooses a demultiplexer by its name, on all systems.
#include "platform/demultiplexer.hpp"

namespace chatlab {

std::unique_ptr<Demultiplexer> make_demultiplexer(const std::string& name) {
  if (name == "poll") return make_poll_demultiplexer();
  if (name == "select") return make_select_demultiplexer();
  return nullptr;
}

}  // namespace chatlab
