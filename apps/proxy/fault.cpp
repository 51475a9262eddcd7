// Parses the words for faults, and writes a fault in words.
#include "apps/proxy/fault.hpp"

#include <algorithm>

#include "apps/options.hpp"

namespace chatlab {
namespace {

using Kind = Fault::Kind;
using Words = std::vector<std::string>;

const char* const limit_words = "after T or after N bytes, for T, with P%, connection N";

std::string names_for(Traffic traffic) {
  std::string names;
  for (const FaultKind& known : fault_kinds()) {
    if (!(traffic == Traffic::tcp ? known.tcp : known.udp)) continue;
    names += (names.empty() ? "" : ", ") + std::string(known.name);
  }
  return names;
}

// Why there is no such fault over TCP, or over UDP.
std::string objection(const FaultKind& known, Traffic traffic) {
  const std::string name = known.name;
  if (traffic == Traffic::udp) {
    return name + " is for TCP: a datagram is never cut or joined, and has no connection";
  }
  return name +
         " is for UDP: TCP repairs it, and all that shows is the delay of a retransmission, "
         "which `loss P` causes";
}

// Reads the words of one command from left to right.
class FaultParser {
 public:
  FaultParser(const Words& words, std::size_t first, Traffic traffic)
      : words_(words), at_(first), traffic_(traffic) {}

  std::vector<Fault> parse() {
    while (at_ < words_.size()) parse_word(words_[at_++]);
    if (faults_.empty()) throw UsageError("which fault? One of " + names_for(traffic_));
    return faults_;
  }

 private:
  void parse_word(const std::string& word) {
    if (const FaultKind* known = find(word)) return begin(*known);
    if (word == "jitter") return parse_jitter();
    if (word == "after") return parse_after();
    if (word == "for") return parse_for();
    if (word == "with") return parse_with();
    if (word == "connection") return parse_connection();
    throw UsageError("unknown fault '" + word + "'; known: " + names_for(traffic_) +
                     "; limits: " + limit_words);
  }

  static const FaultKind* find(const std::string& word) {
    for (const FaultKind& known : fault_kinds()) {
      if (word == known.name) return &known;
    }
    return nullptr;
  }

  void begin(const FaultKind& known) {
    const bool is_known = traffic_ == Traffic::tcp ? known.tcp : known.udp;
    if (!is_known) throw UsageError(objection(known, traffic_));
    Fault fault;
    fault.kind = known.kind;
    const std::string name = known.name;
    switch (known.kind) {
      case Kind::delay:
      case Kind::glue:
        fault.time = parse_duration(name, value(name, "T, such as 200ms"));
        break;
      case Kind::rate:
        fault.amount = parse_rate(name, value(name, "N/s, such as 20KiB/s"));
        break;
      case Kind::chop:
      case Kind::limit:
        fault.amount = parse_count(name, value(name, "N, a number of bytes"));
        break;
      case Kind::loss:
      case Kind::duplicate:
      case Kind::reorder:
      case Kind::corrupt:
        fault.share = parse_share(name, value(name, "P, such as 10%"));
        break;
      default:
        break;
    }
    faults_.push_back(fault);
  }

  // The word after `word`, which needs one.
  const std::string& value(const std::string& word, const std::string& form) {
    if (at_ == words_.size()) throw UsageError(word + " needs a value: " + word + ' ' + form);
    return words_[at_++];
  }

  // The fault that a limit belongs to: the last one.
  Fault& limited(const std::string& word) {
    if (faults_.empty()) throw UsageError('\'' + word + "' must follow the fault that it limits");
    return faults_.back();
  }

  void parse_jitter() {
    Fault& fault = limited("jitter");
    if (fault.kind != Kind::delay) throw UsageError("jitter goes with delay only");
    fault.jitter = parse_duration("jitter", value("jitter", "T, such as 50ms"));
    if (fault.jitter <= fault.time) return;
    throw UsageError("the jitter must not be more than the delay: " + to_words(fault));
  }

  void parse_after() {
    Fault& fault = limited("after");
    const std::string& text = value("after", "T or N bytes, such as 10s or 2000B");
    if (is_duration(text)) {
      fault.after_time = parse_duration("after", text);
      return;
    }
    if (fault.kind == Kind::limit || fault.kind == Kind::refuse) {
      throw UsageError(std::string(kind_of(fault.kind).name) + " takes a time after `after`, " +
                       "such as 10s, not '" + text + "'");
    }
    try {
      fault.after_bytes = parse_size("after", text);
    } catch (const UsageError&) {
      throw UsageError(
          "after takes a time (us, ms, s, min, h) or a number of bytes (B, kB, MB, "
          "KiB, MiB), such as 10s or 2000B, not '" +
          text + "'");
    }
  }

  void parse_for() {
    Fault& fault = limited("for");
    const FaultKind& known = kind_of(fault.kind);
    const std::string& text = value("for", "T, such as 5s");
    if (known.once) {
      throw UsageError("'for' does not go with " + std::string(known.name) +
                       ", which strikes once");
    }
    fault.for_time = parse_duration("for", text);
  }

  void parse_with() {
    Fault& fault = limited("with");
    const std::string& text = value("with", "P, such as 30%");
    switch (fault.kind) {
      case Kind::loss:
      case Kind::duplicate:
      case Kind::reorder:
      case Kind::corrupt:
        throw UsageError("'with' does not go with " + std::string(kind_of(fault.kind).name) +
                         ", which has a percentage of its own");
      default:
        fault.share = parse_share("with", text);
    }
  }

  void parse_connection() {
    Fault& fault = limited("connection");
    fault.connection = parse_connection_number(value("connection", "N, such as 3"));
  }

  static std::uint64_t parse_connection_number(const std::string& text) {
    const bool is_number = !text.empty() && text.size() < 16 &&
                           text.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number || text[0] == '0') {
      throw UsageError("connection takes a number from 1 on, not '" + text + "'");
    }
    return std::stoull(text);
  }

  const Words& words_;
  std::size_t at_;
  Traffic traffic_;
  std::vector<Fault> faults_;
};

}  // namespace

const std::vector<FaultKind>& fault_kinds() {
  //                                      tcp    udp    chunk  once   both ways
  static const std::vector<FaultKind> kinds = {
      {Kind::delay, "delay", true, true, true, false, false},
      {Kind::loss, "loss", true, true, true, false, false},
      {Kind::duplicate, "duplicate", false, true, true, false, false},
      {Kind::reorder, "reorder", false, true, true, false, false},
      {Kind::corrupt, "corrupt", false, true, true, false, false},
      {Kind::chop, "chop", true, false, true, false, false},
      {Kind::rate, "rate", true, true, false, false, false},
      {Kind::glue, "glue", true, false, false, false, false},
      {Kind::stall, "stall", true, true, false, false, false},
      {Kind::blackhole, "blackhole", true, true, false, false, false},
      {Kind::half_close, "half-close", true, false, false, true, false},
      {Kind::close, "close", true, false, false, true, true},
      {Kind::reset, "reset", true, false, false, true, true},
      {Kind::limit, "limit", true, false, false, true, false},
      {Kind::refuse, "refuse", true, true, false, false, true},
  };
  return kinds;
}

const FaultKind& kind_of(Fault::Kind kind) {
  return fault_kinds()[static_cast<std::size_t>(kind)];
}

std::vector<Fault> parse_faults(const std::string& words, Traffic traffic) {
  const Words split = split_words(words);
  return parse_faults(split, 0, traffic);
}

std::vector<Fault> parse_faults(const Words& words, std::size_t first, Traffic traffic) {
  return FaultParser(words, first, traffic).parse();
}

std::string to_words(const Fault& fault) {
  std::string words = kind_of(fault.kind).name;
  bool has_share = false;
  switch (fault.kind) {
    case Kind::delay:
    case Kind::glue:
      words += ' ' + duration_text(fault.time);
      break;
    case Kind::rate:
      words += ' ' + size_text(fault.amount) + "/s";
      break;
    case Kind::chop:
    case Kind::limit:
      words += ' ' + std::to_string(fault.amount);
      break;
    case Kind::loss:
    case Kind::duplicate:
    case Kind::reorder:
    case Kind::corrupt:
      words += ' ' + share_text(fault.share);
      has_share = true;
      break;
    default:
      break;
  }
  if (fault.jitter.count() > 0) words += " jitter " + duration_text(fault.jitter);
  if (fault.after_time.count() > 0) words += " after " + duration_text(fault.after_time);
  if (fault.after_bytes > 0) words += " after " + size_text(fault.after_bytes);
  if (fault.for_time) words += " for " + duration_text(*fault.for_time);
  if (!has_share && fault.share < certainly) words += " with " + share_text(fault.share);
  if (fault.connection) words += " connection " + std::to_string(*fault.connection);
  return words;
}

Words split_words(const std::string& text) {
  Words words;
  std::string word;
  for (const char character : text) {
    const bool is_space = character == ' ' || character == '\t' || character == '\r';
    if (!is_space) word += character;
    if (!is_space || word.empty()) continue;
    words.push_back(word);
    word.clear();
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

}  // namespace chatlab
