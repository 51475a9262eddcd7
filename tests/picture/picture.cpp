// The picture at the top of README.md: a server and two clients in one conversation, each in a
// pseudo-terminal with a shell. Prints an SVG of what their screens show at the end.
//
// tests/ci/picture.sh runs it. The programs serve and connect on the default ports, as a user types
// it. The ports of the clients differ at every run; they are replaced by fixed ones.
#include <cstdio>
#include <map>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/pty_program_posix.hpp"

namespace chatlab {
namespace {

// ------------------------------------------------------------------------------------ the programs

class Terminal {
 public:
  Terminal(const std::string& title, std::size_t rows, std::size_t columns)
      : title_(title),
        shell_({"sh", "-i"}, rows, columns, {"PS1=$ ", "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"}) {
    await("$");
  }

  /// Types `keys`, and waits until the screen shows `text`.
  void type(const std::string& keys, const std::string& text) {
    shell_.type(keys);
    await(text);
  }

  void await(const std::string& text) {
    if (shell_.wait_for_screen(text)) return;
    throw std::runtime_error(title_ + " does not show '" + text + "' but\n" +
                             shell_.screen().text());
  }

  const std::string& title() const { return title_; }
  const Screen& screen() const { return shell_.screen(); }

 private:
  std::string title_;
  PtyProgram shell_;
};

// ------------------------------------------------------------------------------------- the picture

constexpr double cell_width = 8.4;
constexpr double cell_height = 18;
constexpr double margin = 12;
constexpr double bar_height = 26;

// What the control sequence `m` makes of text, on a dark background. ECMA-48 8.3.117
std::string appearance(const std::string& style) {
  static const std::map<std::string, std::string> known = {
      {"2", "fill='#8b949e'"},  {"1;33", "fill='#e3b341' font-weight='bold'"},
      {"31", "fill='#ff7b72'"}, {"32", "fill='#3fb950'"},
      {"34", "fill='#79c0ff'"}, {"35", "fill='#d2a8ff'"},
      {"36", "fill='#56d4dd'"}, {"91", "fill='#ffa198'"},
      {"92", "fill='#56d364'"}, {"94", "fill='#a5d6ff'"},
      {"95", "fill='#e2c5ff'"}, {"96", "fill='#b3f0ff'"}};
  const auto found = known.find(style);
  return found == known.end() ? "" : ' ' + found->second;
}

std::string escaped_for_xml(const std::string& text) {
  std::string escaped;
  for (const char byte : text) {
    if (byte == '<') {
      escaped += "&lt;";
    } else if (byte == '&') {
      escaped += "&amp;";
    } else {
      escaped += byte;
    }
  }
  return escaped;
}

// `text` with a fixed number for each port in `127.0.0.1:51514`.
std::string with_fixed_ports(std::string text) {
  static std::map<std::string, std::string> fixed;
  const std::regex address("(127\\.0\\.0\\.1:)([0-9]{5})");
  std::string result;
  for (std::smatch found; std::regex_search(text, found, address); text = found.suffix()) {
    const auto number = fixed.emplace(found[2], std::to_string(50001 + fixed.size())).first;
    result += found.prefix().str() + found[1].str() + number->second;
  }
  return result + text;
}

// The cells of one row that share a style are one piece of text, as wide as they are.
void print_row(const Screen& screen, std::size_t row, double left, double baseline) {
  const std::size_t end = screen.row(row).size();
  for (std::size_t column = 0; column < end && column < screen.columns();) {
    const std::string style = screen.style(row, column);
    const std::size_t first = column;
    std::string text;
    for (; column < screen.columns() && screen.style(row, column) == style; ++column) {
      text += screen.cell(row, column);
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    if (text.empty()) continue;
    std::printf("<text x='%.1f' y='%.1f' textLength='%.1f'%s>%s</text>\n",
                left + static_cast<double>(first) * cell_width, baseline,
                static_cast<double>(text.size()) * cell_width, appearance(style).c_str(),
                escaped_for_xml(with_fixed_ports(text)).c_str());
  }
}

double width_of(const Terminal& terminal) {
  return static_cast<double>(terminal.screen().columns()) * cell_width + 2 * margin;
}

double height_of(const Terminal& terminal) {
  return static_cast<double>(terminal.screen().rows()) * cell_height + bar_height + 2 * margin;
}

void print_terminal(const Terminal& terminal, double left, double top) {
  const double width = width_of(terminal);
  std::printf(
      "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='8' fill='#0d1117' "
      "stroke='#30363d'/>\n",
      left, top, width, height_of(terminal));
  std::printf("<text x='%.1f' y='%.1f' fill='#8b949e' text-anchor='middle'>%s</text>\n",
              left + width / 2, top + 18, terminal.title().c_str());
  const Screen& screen = terminal.screen();
  const double first = top + bar_height + margin;
  for (std::size_t row = 0; row < screen.rows(); ++row) {
    print_row(screen, row, left + margin, first + static_cast<double>(row) * cell_height + 13);
  }
  std::printf(
      "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='#c9d1d9' "
      "fill-opacity='0.6'/>\n",
      left + margin + static_cast<double>(screen.cursor_column()) * cell_width,
      first + static_cast<double>(screen.cursor_row()) * cell_height, cell_width, cell_height - 2);
}

// -------------------------------------------------------------------------------- the conversation

void converse() {
  Terminal server("The server: its operator may talk, too", 11, 100);
  Terminal ann("Ann, over framed", 10, 48);
  Terminal lea("Lea, over line", 10, 48);

  server.type("build/chat-server --listen framed --listen line\n", "(line)");
  ann.type("build/chat-client\n", "UserName :");
  ann.type("Ann\n", "Welcome to the server");
  lea.type("build/chat-client --protocol line --name Lea\n", "Welcome to the chat");
  ann.await("Lea joined");
  ann.type("hello, Lea\n", "hello, Lea");
  lea.await("Ann > hello, Lea");
  lea.type("hi Ann! A newline ends this\n", "ends this");
  ann.await("Lea > hi Ann! A newline ends this");
  ann.type("and a length begins this\n", "begins this");
  lea.await("Ann > and a length begins this");
  server.type("Two protocols, one room.\n", "Server > Two protocols");
  ann.await("Server > Two protocols");
  lea.await("Server > Two protocols");
  ann.type("how does the ser", "how does the ser");

  constexpr double gap = 9.6;  // so that the two clients are as wide as the server
  const double width = width_of(ann) + gap + width_of(lea);
  const double height = height_of(server) + gap + height_of(ann);
  std::printf(
      "<svg xmlns='http://www.w3.org/2000/svg' width='%.0f' height='%.0f' "
      "font-family='ui-monospace, Menlo, Consolas, monospace' font-size='14' "
      "fill='#c9d1d9' xml:space='preserve'>\n",
      width, height);
  std::printf("<title>A chat server and two of its clients, each in a terminal</title>\n");
  print_terminal(server, 0, 0);
  print_terminal(ann, 0, height_of(server) + gap);
  print_terminal(lea, width_of(ann) + gap, height_of(server) + gap);
  std::printf("</svg>\n");
}

}  // namespace
}  // namespace chatlab

int main() {
  try {
    chatlab::converse();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
