// Parses commands and scripts; the text of `help`.
#include "apps/proxy/proxy_command.hpp"

#include <algorithm>
#include <sstream>

#include "apps/options.hpp"

namespace chatlab {
namespace {

using Words = std::vector<std::string>;

const std::vector<Direction> both_directions = {Direction::c2s, Direction::s2c};

// Reads `connection N` and the direction, in either order, and then the rest of the command.
class CommandParser {
 public:
  CommandParser(const std::string& line, Traffic traffic)
      : words_(split_words(line)), traffic_(traffic) {}

  ProxyCommand parse() {
    if (words_.empty()) return {};
    while (parse_where()) {
    }
    if (at_ == words_.size()) {
      throw UsageError("what about it? A fault, such as `s2c stall`, or `clear`; see `help`");
    }
    const std::string& word = words_[at_];
    if (word == "show" || word == "help" || word == "quit") return parse_lonely(word);
    if (word == "clear") return parse_clear();
    return parse_faults_to_set();
  }

 private:
  // Returns false if the next word is neither a direction nor `connection`.
  bool parse_where() {
    if (at_ == words_.size()) return false;
    const std::string& word = words_[at_];
    if (word == "c2s" || word == "s2c" || word == "both") {
      if (!command_.directions.empty()) throw UsageError("one direction at a time");
      command_.directions = both_directions;
      if (word == "c2s") command_.directions = {Direction::c2s};
      if (word == "s2c") command_.directions = {Direction::s2c};
    } else if (word == "connection") {
      parse_connection();
    } else {
      return false;
    }
    ++at_;
    return true;
  }

  void parse_connection() {
    const std::string number = at_ + 1 < words_.size() ? words_[at_ + 1] : "";
    // A fault may have the same limit, so its parser checks the number.
    command_.connection = parse_faults("stall connection " + number, traffic_)[0].connection;
    ++at_;
  }

  ProxyCommand parse_lonely(const std::string& word) {
    if (words_.size() > 1) throw UsageError('\'' + word + "' stands alone");
    command_.kind = ProxyCommand::Kind::quit;
    if (word == "show") command_.kind = ProxyCommand::Kind::show;
    if (word == "help") command_.kind = ProxyCommand::Kind::help;
    return command_;
  }

  ProxyCommand parse_clear() {
    if (at_ + 1 < words_.size()) {
      throw UsageError("'clear' ends a command: clear, s2c clear, connection 2 clear");
    }
    command_.kind = ProxyCommand::Kind::clear;
    if (command_.directions.empty()) command_.directions = both_directions;
    return command_;
  }

  ProxyCommand parse_faults_to_set() {
    command_.kind = ProxyCommand::Kind::set;
    command_.faults = parse_faults(words_, at_, traffic_);
    for (Fault& fault : command_.faults) {
      if (command_.connection) fault.connection = command_.connection;
      const FaultKind& known = kind_of(fault.kind);
      if (!command_.directions.empty() || known.both_ways) continue;
      throw UsageError("which direction? c2s (client to server), s2c or both: s2c " +
                       to_words(fault));
    }
    if (command_.directions.empty()) command_.directions = both_directions;
    return command_;
  }

  const Words words_;
  const Traffic traffic_;
  std::size_t at_ = 0;
  ProxyCommand command_;
};

ScriptLine parse_script_line(const Words& words, Traffic traffic) {
  if (words.size() < 3 || words[0] != "at") {
    throw UsageError("expected `at TIME COMMAND`, such as `at 5s s2c stall`");
  }
  ScriptLine line;
  line.time = parse_duration("at", words[1]);
  for (std::size_t i = 2; i < words.size(); ++i) line.text += (i > 2 ? " " : "") + words[i];
  line.command = parse_proxy_command(line.text, traffic);
  return line;
}

}  // namespace

ProxyCommand parse_proxy_command(const std::string& line, Traffic traffic) {
  return CommandParser(line, traffic).parse();
}

bool is_immediate(const Fault& fault) {
  return kind_of(fault.kind).once && fault.kind != Fault::Kind::limit &&
         fault.after_time.count() == 0 && fault.after_bytes == 0;
}

std::vector<ScriptLine> parse_script(const std::string& name, const std::string& text,
                                     Traffic traffic) {
  std::vector<ScriptLine> script;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const Words words = split_words(line.substr(0, line.find('#')));
    if (words.empty()) continue;
    try {
      script.push_back(parse_script_line(words, traffic));
    } catch (const UsageError& error) {
      throw UsageError(name + ':' + std::to_string(number) + ": " + error.what());
    }
  }
  std::stable_sort(script.begin(), script.end(),
                   [](const ScriptLine& a, const ScriptLine& b) { return a.time < b.time; });
  return script;
}

std::string proxy_command_help(Traffic traffic) {
  const std::string faults =
      traffic == Traffic::tcp
          ? "  delay T [jitter T]  rate N/s  chop N  glue T  loss P%  stall  blackhole\n"
            "  half-close  close  reset  limit N  refuse\n"
          : "  delay T [jitter T]  rate N/s  loss P%  duplicate P%  reorder P%  corrupt P%\n"
            "  stall  blackhole  refuse\n";
  return "DIRECTION FAULT      sets a fault: s2c delay 200ms jitter 50ms\n"
         "                     DIRECTION is c2s (client to server), s2c or both\n"
         "connection N ...     the same for one connection: connection 2 s2c stall\n"
         "clear                removes all faults; s2c clear, connection 2 clear: some\n"
         "show                 the faults that are set, and the connections\n"
         "quit                 ends the proxy\n"
         "faults:\n" +
         faults +
         "limits of the fault before them:\n"
         "  after T  after N bytes (2000B)  for T  with P%  connection N\n";
}

}  // namespace chatlab
