// Walks over a file statement by statement. At each `{` the text since the statement's begin tells
// what it opens: a namespace, a class, a function's body, or the initializer of a variable.
#include "tests/labs/machinery/definitions.hpp"

#include <cctype>
#include <stdexcept>

namespace chatlab::labs {
namespace {

bool is_word(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \n\t");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \n\t") - first + 1);
}

// Behind the bracket that matches the one at `open`.
std::size_t behind_match(const std::string& text, std::size_t open) {
  const char opening = text[open];
  const char closing = opening == '(' ? ')' : opening == '{' ? '}' : '>';
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == opening) ++depth;
    if (text[at] == closing && --depth == 0) return at + 1;
  }
  throw std::runtime_error("a bracket is never closed");
}

bool begins_with_word(const std::string& text, const std::string& word) {
  return text.compare(0, word.size(), word) == 0 &&
         (text.size() == word.size() || !is_word(text[word.size()]));
}

// Without `template <...>` and attributes at the front.
std::string without_preamble(std::string text) {
  for (;;) {
    text = trimmed(text);
    if (begins_with_word(text, "template")) {
      text = text.substr(behind_match(text, text.find('<')));
    } else if (text.compare(0, 2, "[[") == 0) {
      text = text.substr(text.find("]]") + 2);
    } else {
      return text;
    }
  }
}

// The position of the bracket that opens the parameters; npos if the statement declares no
// function.
std::size_t find_parameters(const std::string& statement) {
  int angle = 0;
  for (std::size_t at = 0; at < statement.size(); ++at) {
    if (statement[at] == '<') ++angle;
    if (statement[at] == '>') --angle;
    if (statement[at] == '=' && angle == 0) return std::string::npos;
    if (statement[at] == '(' && angle == 0) return at;
  }
  return std::string::npos;
}

// `FrameReader::next` of `Found FrameReader::next`.
std::string last_name(const std::string& text) {
  std::size_t end = text.size();
  while (end > 0 && text[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 &&
         (is_word(text[begin - 1]) || text[begin - 1] == ':' || text[begin - 1] == '~'))
    --begin;
  return text.substr(begin, end - begin);
}

// The name in `const std::string& text = {}`; empty if there is a type only.
std::string parameter_name(std::string text) {
  text = trimmed(text.substr(0, text.find('=')));
  std::size_t begin = text.size();
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  const std::string name = text.substr(begin);
  const std::string type = trimmed(text.substr(0, begin));
  if (type.empty() || type == "const" || type.back() == ':' || type == "unsigned") return {};
  for (const char* word : {"int", "char", "long", "short", "bool", "double", "const"}) {
    if (name == word) return {};
  }
  return name;
}

std::vector<std::string> parameter_names(const std::string& parameters) {
  std::vector<std::string> names;
  std::string one;
  int depth = 0;
  for (const char character : parameters + ",") {
    if (character == '(' || character == '<' || character == '{') ++depth;
    if (character == ')' || character == '>' || character == '}') --depth;
    if (character != ',' || depth > 0) {
      one += character;
      continue;
    }
    const std::string name = parameter_name(one);
    if (!name.empty()) names.push_back(name);
    one.clear();
  }
  return names;
}

class Walk {
 public:
  explicit Walk(const std::string& text) : text_(text) {}

  std::vector<Definition> run() {
    while (at_ < text_.size()) step();
    if (!scopes_.empty()) throw std::runtime_error("a bracket is never closed");
    return found_;
  }

 private:
  void step() {
    const char character = text_[at_];
    if (character == '(') {
      at_ = behind_match(text_, at_);
    } else if (character == '{') {
      open();
    } else if (character == '}') {
      if (scopes_.empty()) throw std::runtime_error("a bracket was never opened");
      scopes_.pop_back();
      begin_statement(at_ + 1);
    } else if (character == ';' || (character == ':' && is_access_specifier())) {
      begin_statement(at_ + 1);
    } else {
      ++at_;
    }
  }

  void begin_statement(std::size_t at) { at_ = statement_ = at; }

  bool is_access_specifier() const {
    const std::string before = trimmed(text_.substr(statement_, at_ - statement_));
    return before == "public" || before == "private" || before == "protected";
  }

  void open() {
    const std::string statement = without_preamble(text_.substr(statement_, at_ - statement_));
    if (begins_with_word(statement, "namespace")) return enter("");
    const std::size_t parameters = find_parameters(statement);
    if (begins_with_word(statement, "class") || begins_with_word(statement, "struct")) {
      if (parameters == std::string::npos) return enter(class_name(statement));
    }
    if (parameters == std::string::npos || is_initializer_of_a_member(statement, parameters)) {
      at_ = behind_match(text_, at_);  // the initializer of a variable, or an enum
      return;
    }
    note(statement, parameters);
  }

  void enter(const std::string& scope) {
    scopes_.push_back(scope);
    begin_statement(at_ + 1);
  }

  // `class A final : public B`
  static std::string class_name(const std::string& statement) {
    const std::size_t begin = statement.find_first_not_of(' ', statement.find(' '));
    std::size_t end = begin;
    while (end < statement.size() &&
           (is_word(statement[end]) || statement.compare(end, 2, "::") == 0)) {
      end += is_word(statement[end]) ? 1 : 2;
    }
    return statement.substr(begin, end - begin);
  }

  // Of a constructor: `A::A() : first_{1}, second_(2) {`. The body follows a bracket.
  static bool is_initializer_of_a_member(const std::string& statement, std::size_t parameters) {
    const std::string rest = trimmed(statement.substr(behind_match(statement, parameters)));
    return !rest.empty() && rest[0] == ':' && rest.back() != ')' && rest.back() != '}';
  }

  void note(const std::string& statement, std::size_t parameters) {
    const std::size_t end = behind_match(statement, parameters);
    std::string name;
    for (const std::string& scope : scopes_) name += scope.empty() ? "" : scope + "::";
    name += last_name(statement.substr(0, parameters));
    const std::size_t behind = behind_match(text_, at_);
    const std::size_t begin = text_.find_first_not_of(" \n\t", statement_);
    found_.push_back({name, parameter_names(statement.substr(parameters + 1, end - parameters - 2)),
                      begin, at_, behind - 1});
    begin_statement(behind);
  }

  const std::string& text_;
  std::size_t at_ = 0;
  std::size_t statement_ = 0;
  std::vector<std::string> scopes_;  // names of the classes around `at_`; empty for a namespace
  std::vector<Definition> found_;
};

}  // namespace

std::vector<Definition> find_definitions(const std::string& masked) {
  return Walk(masked).run();
}

}  // namespace chatlab::labs
