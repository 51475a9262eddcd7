#include "tests/bench/summary.hpp"

#include <cstdio>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace chatlab::bench {
namespace {

std::string percent(double part) {
  return std::to_string(static_cast<int>(100 * part + 0.5)) + " %";
}

std::string with_spread(const Spread& ratio) {
  char text[64];
  std::snprintf(text, sizeof text, "%.2f (%.2f to %.2f)", ratio.median, ratio.least,
                ratio.greatest);
  return text;
}

// `6.17 M, 0.95 (0.93 to 0.99)`
std::string beside_floor(const Report& report, const std::string& experiment,
                         const std::string& parameter, const std::string& who, const char* metric,
                         const char* unit) {
  const auto value = report.find(experiment, parameter, who, metric);
  const auto ratio = report.find(experiment, parameter, who, metric, "floor");
  if (!value || !ratio) return "";
  const std::string figure = readable(value->median) + unit;
  return who == "floor" ? figure : figure + ", " + with_spread(*ratio);
}

std::string throughput(const Report& report, const std::string& members, const std::string& who) {
  return beside_floor(report, "members", members, who, "deliveries per CPU second", "");
}

std::string user_share(const Report& report, const std::string& who) {
  const auto share = report.find("members", "100 members", who, "share of user time");
  return share ? percent(share->median) : "";
}

std::string delay(const Report& report, const std::string& who, const char* metric) {
  return beside_floor(report, "delay", "100 members", who, metric, " ms");
}

std::string memory(const Report& report, const std::string& who) {
  const auto bytes = report.find("joins", "500 members", who, "bytes of memory per member");
  char text[32];
  if (!bytes) return "";
  std::snprintf(text, sizeof text, "%.1f KiB", bytes->median / 1024);
  return text;
}

}  // namespace

void write_summary(const Report& report, const std::string& caption, const std::string& path) {
  std::ofstream file(path);
  file
      << "Medians of `make bench` on " << caption
      << ". Behind each, the ratio to the floor's figure, with the least and the greatest of up to "
         "five rounds:\n\n"
      << "| | deliveries per CPU second: 100 members | 1,000 members | of it in the program | "
         "delay to the last of 99: median | p99 | memory per member |\n"
      << "| --- | --- | --- | --- | --- | --- | --- |\n";
  for (const std::string who : {"floor", "chat-server framed", "ngircd", "inspircd"}) {
    if (!report.find("members", "100 members", who, "share of user time")) continue;
    file << "| " << who << " | " << throughput(report, "100 members", who) << " | "
         << throughput(report, "1000 members", who) << " | " << user_share(report, who) << " | "
         << delay(report, who, "median in ms") << " | " << delay(report, who, "p99 in ms") << " | "
         << memory(report, who) << " |\n";
  }
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace chatlab::bench
