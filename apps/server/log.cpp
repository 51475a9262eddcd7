// Formats events as lines, and counts the lines that the output does not accept.
#include "apps/server/log.hpp"

#include <new>

#include "apps/chat/member.hpp"
#include "apps/chat/text.hpp"
#include "apps/terminal/wrap.hpp"
#include "apps/trace/chat_observer.hpp"

namespace chatlab {
namespace {

constexpr std::size_t max_pending = 1024 * 1024;
constexpr std::size_t shown_name = 40;  // the most characters of a refused name that are shown

const char* what_happened(Event::Kind kind) {
  switch (kind) {
    case Event::Kind::joined:
      return " joined";
    case Event::Kind::left:
      return " left";
    case Event::Kind::left_unexpectedly:
      return " left unexpectedly";
    case Event::Kind::said:
      break;
  }
  return "";
}

}  // namespace

Log::Log(Reactor& reactor, Room& room, bool color)
    : room_(room),
      printer_(reactor),
      errors_(reactor, StandardOutput::Stream::error),
      palette_(color) {
  printer_.set_listener(this);
  room_.observe(this);
}

std::string Log::describe(const Event& event) const {
  constexpr std::size_t room_for_names = 128;
  std::string line = palette_.name(event.name);
  line.reserve(line.size() + event.text.size() + room_for_names);
  if (event.subject != nullptr) line.append(" at ").append(event.subject->address());
  if (event.kind == Event::Kind::said) return line.append(" > ").append(event.text);
  if (event.subject != nullptr) line.append(" (").append(event.subject->protocol_name()) += ')';
  return line.append(what_happened(event.kind));
}

void Log::line(std::string_view text) {
  if (printer_.pending() > max_pending) {
    ++left_out_;
    return;
  }
  try {
    tell_what_was_left_out();
    printer_.print(wrap(text, printer_.columns()) + '\n');
  } catch (const std::bad_alloc&) {
    ++left_out_;
  }
}

void Log::tell_what_was_left_out() {
  if (left_out_ == 0 || printer_.pending() > max_pending) return;
  printer_.print("... " + std::to_string(left_out_) +
                 " lines left out: the log could not be written\n");
  left_out_ = 0;
}

// An error is reported once, and again only after a write has succeeded.
void Log::on_printed() {
  const std::error_code error = printer_.error();
  const bool is_final = error == std::errc::broken_pipe;
  if (error && error != told_error_) {
    complain(error.message() + (is_final ? "; nothing more is logged" : "; trying again"));
  }
  told_error_ = error;
  tell_what_was_left_out();
}

void Log::complain(const std::string& what) {
  errors_.print("chat-server: log: " + what + '\n');
}

void Log::close() {
  printer_.flush();  // may make room for the line that counts the lines left out
  printer_.flush();
  const std::uint64_t missing = left_out_ + printer_.pending_lines();
  if (missing > 0) complain(std::to_string(missing) + " lines were not written");
  errors_.flush();
}

void Log::refusal(const Member& stranger, std::string_view name, std::string_view reason) {
  line("refused " + stranger.address() + " (" + std::string(stranger.protocol_name()) + ") as '" +
       std::string(first_characters(clean_text(name), shown_name)) + "': " + std::string(reason));
}

void Log::on_event(const Event& event) {
  try {
    if (chat_observer() != nullptr) chat_observer()->on_event(event, room_.audience(event));
    line(describe(event));
  } catch (const std::bad_alloc&) {
    ++left_out_;
  }
}

}  // namespace chatlab
