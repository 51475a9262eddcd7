// A scanner that knows five kinds of text which are no code, and copies the rest.
#include "tests/labs/machinery/source_mask.hpp"

#include <cctype>
#include <cstddef>

namespace chatlab::labs {
namespace {

class Scanner {
 public:
  explicit Scanner(const std::string& source) : source_(source), masked_(source) {}

  std::string run() {
    while (at_ < source_.size()) step();
    return masked_;
  }

 private:
  bool sees(const char* text) const {
    return source_.compare(at_, std::string(text).size(), text) == 0;
  }

  void step() {
    if (sees("//")) return blank_until(end_of_line());
    if (sees("/*")) return blank_until(behind("*/", at_ + 2));
    if (sees("R\"") && !continues_a_word()) return blank_raw_string();
    if (source_[at_] == '"') return blank_literal('"');
    if (source_[at_] == '\'' && !continues_a_word()) return blank_literal('\'');
    if (source_[at_] == '#') return blank_directive();
    ++at_;
  }

  // 1'000 has an apostrophe that begins no literal.
  bool continues_a_word() const {
    return at_ > 0 && (std::isalnum(static_cast<unsigned char>(source_[at_ - 1])) != 0 ||
                       source_[at_ - 1] == '_');
  }

  std::size_t end_of_line() const {
    const std::size_t end = source_.find('\n', at_);
    return end == std::string::npos ? source_.size() : end;
  }

  std::size_t behind(const std::string& text, std::size_t from) const {
    const std::size_t found = source_.find(text, from);
    return found == std::string::npos ? source_.size() : found + text.size();
  }

  void blank_until(std::size_t end) {
    for (; at_ < end; ++at_) {
      if (source_[at_] != '\n') masked_[at_] = ' ';
    }
  }

  void blank_literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < source_.size() && source_[end] != quote) end += source_[end] == '\\' ? 2 : 1;
    blank_until(end < source_.size() ? end + 1 : source_.size());
  }

  // R"mark(text)mark"
  void blank_raw_string() {
    const std::size_t open = source_.find('(', at_);
    if (open == std::string::npos) return blank_until(source_.size());
    const std::string close = ")" + source_.substr(at_ + 2, open - at_ - 2) + "\"";
    blank_until(behind(close, open));
  }

  // A directive goes on behind a backslash at the end of its line.
  void blank_directive() {
    std::size_t end = end_of_line();
    while (end < source_.size() && source_[end - 1] == '\\') {
      at_ = end + 1;
      end = end_of_line();
    }
    at_ = source_.rfind('#', at_);
    blank_until(end);
  }

  const std::string& source_;
  std::string masked_;
  std::size_t at_ = 0;
};

}  // namespace

std::string mask(const std::string& source) {
  return Scanner(source).run();
}

}  // namespace chatlab::labs
