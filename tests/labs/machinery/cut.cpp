// Finds the function by its name, and writes a body that compiles without a warning.
#include "tests/labs/machinery/cut.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "tests/labs/machinery/definitions.hpp"
#include "tests/labs/machinery/source_mask.hpp"

namespace chatlab::labs {
namespace {

constexpr std::size_t line_width = 100;
constexpr const char* student_header = "tests/labs/not_written_yet.hpp";
constexpr const char* test_header = "tests/labs/machinery/not_written_if.hpp";

// Words separated by spaces, in lines of at most `line_width` columns that begin with `indent`.
std::string comment(const std::string& text, const std::string& indent) {
  std::istringstream words(text);
  std::string lines;
  std::string line;
  for (std::string word; words >> word;) {
    if (!line.empty() && line.size() + 1 + word.size() > line_width) {
      lines += line + '\n';
      line.clear();
    }
    line += line.empty() ? indent + "// " + word : ' ' + word;
  }
  return lines + line + '\n';
}

// The call, with its arguments in lines as clang-format lays them out.
std::string call(const Cut& cut, const std::string& name, const std::vector<std::string>& arguments,
                 const std::string& indent) {
  std::string lines;
  std::string line = indent + "not_written_yet(\"" + name + " (" + cut.file + ")\"";
  for (const std::string& argument : arguments) {
    line += ',';
    if (line.size() + argument.size() + 3 > line_width) {
      lines += line + '\n';
      line = indent + std::string(std::string("not_written_yet").size(), ' ');
    }
    line += ' ' + argument;
  }
  return lines + line + ");\n";
}

std::size_t line_begin(const std::string& source, std::size_t at) {
  const std::size_t end = at == 0 ? std::string::npos : source.rfind('\n', at - 1);
  return end == std::string::npos ? 0 : end + 1;
}

// The begin of the explanation in `//` lines that ends directly above the line at `begin`; `begin`
// if there is none. Contracts (`///`) and headings (`// ---`) stay.
std::size_t explanation_begin(const std::string& source, std::size_t begin,
                              const std::string& indent) {
  std::size_t first = begin;
  while (first > 0) {
    const std::size_t above = line_begin(source, first - 1);
    const std::string line = source.substr(above, first - above);
    const bool explains = line.compare(0, indent.size() + 3, indent + "// ") == 0;
    if (!explains || line.compare(indent.size(), 6, "// ---") == 0) break;
    first = above;
  }
  return first;
}

Definition find(const std::string& source, const Cut& cut) {
  const std::size_t mark = cut.function.find('#');
  const std::string name = cut.function.substr(0, mark);
  const std::string where = cut.function + " in " + cut.file;
  if (name.find('~') != std::string::npos)
    throw std::runtime_error(where + ": a destructor can't be cut");
  std::vector<Definition> found;
  for (const Definition& definition : find_definitions(mask(source))) {
    if (definition.name == name) found.push_back(definition);
  }
  if (found.empty()) throw std::runtime_error(where + " is not found");
  if (mark == std::string::npos && found.size() > 1)
    throw std::runtime_error(where + " is one of several: add #1, #2, ...");
  const std::size_t number =
      mark == std::string::npos ? 1 : std::stoul(cut.function.substr(mark + 1));
  if (number < 1 || number > found.size())
    throw std::runtime_error(where + ": there are not so many");
  return found[number - 1];
}

std::string with_include(const std::string& source, const std::string& header) {
  const std::string line = "#include \"" + header + "\"\n";
  if (source.find(line) != std::string::npos) return source;
  const std::size_t last = source.rfind("\n#include ");
  if (last == std::string::npos) throw std::runtime_error("a file without an include");
  const std::size_t behind = source.find('\n', last + 1) + 1;
  return source.substr(0, behind) + "\n" + line + source.substr(behind);
}

}  // namespace

std::string cut_function(const std::string& source, const Cut& cut) {
  const Definition definition = find(source, cut);
  const std::size_t begin = line_begin(source, definition.begin);
  const std::string indent(definition.begin - begin, ' ');
  const std::string inner = indent + "  ";
  std::string body = "{\n" + comment("To do: " + cut.task, inner) +
                     call(cut, definition.name, definition.parameters, inner) + indent;
  std::string result = source;
  result.replace(definition.open, definition.close - definition.open, body);
  const std::size_t explanation = explanation_begin(source, begin, indent);
  return result.erase(explanation, begin - explanation);
}

std::string guard_function(const std::string& source, const Cut& cut) {
  const Definition definition = find(source, cut);
  std::string result = source;
  return result.insert(definition.open + 1, " not_written_if(\"" + cut.function + "\", \"" +
                                                definition.name + " (" + cut.file + ")\");");
}

std::string with_student_include(const std::string& source) {
  return with_include(source, student_header);
}

std::string with_test_include(const std::string& source) {
  return with_include(source, test_header);
}

std::vector<Cut> read_cuts(const std::string& description) {
  std::vector<Cut> cuts;
  std::istringstream lines(description);
  bool is_task = false;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (word == "cut") {
      cuts.emplace_back();
      words >> cuts.back().file >> cuts.back().function;
    } else if (is_task && !line.empty() && line[0] == ' ') {
      cuts.back().task += line;
    }
    is_task = word == "cut" || (is_task && !line.empty() && line[0] == ' ');
  }
  return cuts;
}

}  // namespace chatlab::labs
