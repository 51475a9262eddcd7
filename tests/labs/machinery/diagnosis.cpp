// Recognises reports of the sanitizers and of the C++ library by their words.
#include "tests/labs/machinery/diagnosis.hpp"

#include <sstream>

#include "tests/labs/not_written_yet.hpp"

namespace chatlab::labs {
namespace {

struct Report {
  const char* word;  // a report that contains it
  const char* words;
};

// The first that fits is said.
constexpr Report reports[] = {
    {"hard rss limit exhausted", "more than 512 MB of memory were used"},
    {"exceeds maximum supported size",
     "more memory was asked for than there can be: a negative or a wrong size?"},
    {"allocation-size-too-big",
     "more memory was asked for than there can be: a negative or a wrong size?"},
    {"out-of-memory", "more than 512 MB of memory were used"},
    {"heap-use-after-free",
     "an object was used after it was destroyed, or memory after it was freed"},
    {"stack-use-after", "a variable was used after its function had returned, or its block ended"},
    {"heap-buffer-overflow", "memory outside of a buffer was read or written"},
    {"container-overflow", "memory behind the end of a container was read or written"},
    {"stack-buffer-overflow", "memory outside of an array was read or written"},
    {"global-buffer-overflow", "memory outside of an array was read or written"},
    {"stack-overflow", "the stack is used up: a function calls itself again and again"},
    {"double-free", "the same memory was freed twice"},
    {"negative-size-param", "a size is negative: one size was subtracted from a smaller one"},
    {"memcpy-param-overlap", "memory was copied onto itself"},
    {"SEGV on unknown address 0x000000000000", "a null pointer was used"},
    {"SEGV on unknown address", "a pointer was used that points to no object"},
    {"terminate called recursively", "an exception was thrown while another was handled"},
};

std::string line_with(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  if (at == std::string::npos) return {};
  return text.substr(at, text.find('\n', at) - at);
}

std::string after(const std::string& text, const std::string& word) {
  const std::string line = line_with(text, word);
  return line.empty() ? line : line.substr(word.size());
}

// `Reactor::dispatch, reactor/reactor.cpp:216`: the first function of this tree in a stack trace.
std::string place(const std::string& report) {
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t in = line.find(" in ");
    if (line.find("    #") != 0 || in == std::string::npos) continue;
    for (const char* folder : {"apps/", "reactor/", "platform/"}) {
      const std::size_t file = line.rfind(folder);
      if (file == std::string::npos) continue;
      const std::string function = line.substr(in + 4, line.find('(', in) - in - 4);
      const std::size_t column =
          line.rfind(':') > line.find(':', file) ? line.rfind(':') : line.size();
      const std::size_t scope = function.compare(0, 9, "chatlab::") == 0 ? 9 : 0;
      return function.substr(scope) + ", " + line.substr(file, column - file);
    }
  }
  return {};
}

std::string with_place(const std::string& words, const std::string& report) {
  const std::string where = place(report);
  return where.empty() ? words : words + "\n(" + where + ")";
}

std::string words_for(const std::string& report,
                      const std::vector<std::pair<std::string, std::string>>& meanings) {
  for (const auto& [word, words] : meanings) {
    if (report.find(word) != std::string::npos) return with_place(words, report);
  }
  for (const Report& known : reports) {
    if (report.find(known.word) != std::string::npos) return with_place(known.words, report);
  }
  if (const std::string error = after(report, "runtime error: "); !error.empty()) {
    return with_place("undefined behaviour: " + error, report);
  }
  if (report.find("terminate called") != std::string::npos) {
    const std::string what = after(report, "what():  ");
    return with_place(
        "an exception was thrown that is caught nowhere" + (what.empty() ? "" : ": " + what),
        report);
  }
  if (const std::string assertion = after(report, "Assertion "); !assertion.empty()) {
    return with_place("an assertion failed: " + assertion, report);
  }
  if (report.find("AddressSanitizer: ABRT") != std::string::npos)
    return with_place("abort() was called", report);
  return {};
}

std::string leaked(const std::string& report) {
  const std::string bytes = after(report, "SUMMARY: AddressSanitizer: ");
  return with_place("a leak: memory is never freed: " + bytes.substr(0, bytes.find(" leaked")),
                    report);
}

}  // namespace

Diagnosis diagnose(const Ending& ending,
                   const std::vector<std::pair<std::string, std::string>>& meanings, int seconds) {
  using Kind = Diagnosis::Kind;
  if (ending.how == Ending::How::out_of_time) {
    return {Kind::endless, "nothing within " + std::to_string(seconds) +
                               " s: an endless loop, a wait for something that never comes, "
                               "or a great deal of unnecessary work"};
  }
  const bool exited = ending.how == Ending::How::exited;
  if (exited && ending.number == 0) return {Kind::met, {}};
  if (exited && ending.number == not_written_status) {
    return {Kind::not_written, line_with(ending.errors, "not written yet: ")};
  }
  if (ending.errors.find("LeakSanitizer: detected") != std::string::npos)
    return {Kind::leak, leaked(ending.errors)};
  const std::string words = words_for(ending.errors, meanings);
  if (!words.empty()) return {Kind::crash, "a crash: " + words};
  if (exited && ending.number == 1) return {Kind::not_met, {}};
  return {Kind::crash,
          (exited ? "a crash: it ended with status " : "a crash: it was ended by signal ") +
              std::to_string(ending.number)};
}

}  // namespace chatlab::labs
