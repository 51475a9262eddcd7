#include "apps/server/log.hpp"

#include "apps/chat/member.hpp"
#include "apps/chat/text.hpp"

namespace chatlab {
namespace {

constexpr std::size_t max_pending = 1024 * 1024;
constexpr std::size_t shown_name = 40;  // so many characters of what somebody wants to be called

}  // namespace

std::string Log::subject(const Event& event) const {
  if (event.subject == nullptr) return palette_.name(event.name);
  return palette_.name(event.name) + " at " + event.subject->address();
}

std::string Log::describe(const Event& event) const {
  const std::string protocol =
      event.subject == nullptr ? "" : " (" + std::string(event.subject->protocol_name()) + ")";
  switch (event.kind) {
    case Event::Kind::joined:
      return subject(event) + protocol + " joined";
    case Event::Kind::left:
      return subject(event) + protocol + " left";
    case Event::Kind::left_unexpectedly:
      return subject(event) + protocol + " left unexpectedly";
    case Event::Kind::said:
      break;
  }
  return subject(event) + " > " + event.text;
}

void Log::line(std::string_view text) {
  if (printer_.pending() > max_pending) {
    ++left_out_;
    return;
  }
  if (left_out_ > 0) {
    printer_.print("... " + std::to_string(left_out_) + " lines left out: nobody read the log\n");
    left_out_ = 0;
  }
  printer_.print(text);
  printer_.print("\n");
}

void Log::refusal(const Member& stranger, std::string_view name, std::string_view reason) {
  line("refused " + stranger.address() + " (" + std::string(stranger.protocol_name()) + ") as '" +
       std::string(first_characters(clean_text(name), shown_name)) + "': " + std::string(reason));
}

void Log::on_event(const Event& event) {
  line(describe(event));
}

}  // namespace chatlab
