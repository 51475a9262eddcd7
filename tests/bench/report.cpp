#include "tests/bench/report.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace chatlab::bench {
namespace {

Spread spread_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {values.front(), values[values.size() / 2], values.back(), values.size()};
}

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

}  // namespace

std::string readable(double value) {
  char text[32];
  if (value >= 1e6) {
    std::snprintf(text, sizeof text, "%.2f M", value / 1e6);
  } else if (value >= 1e4) {
    std::snprintf(text, sizeof text, "%.1f k", value / 1e3);
  } else {
    std::snprintf(text, sizeof text, value >= 100 ? "%.0f" : "%.3g", value);
  }
  return text;
}

std::vector<Report::Line> Report::lines_of(const std::string& experiment,
                                           const std::string& metric) const {
  std::vector<Line> lines;
  for (const Measurement& one : all_) {
    if (one.experiment != experiment || one.metric != metric) continue;
    auto line = std::find_if(lines.begin(), lines.end(), [&one](const Line& known) {
      return known.parameter == one.parameter && known.contestant == one.contestant;
    });
    if (line == lines.end()) line = lines.insert(line, {one.parameter, one.contestant, {}});
    line->values.push_back(one.value);
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return std::atol(a.parameter.c_str()) < std::atol(b.parameter.c_str());  // `100 members`
  });
  return lines;
}

std::vector<double> Report::values_of(const std::string& experiment, const std::string& parameter,
                                      const std::string& contestant,
                                      const std::string& metric) const {
  for (const Line& line : lines_of(experiment, metric)) {
    if (line.parameter == parameter && line.contestant == contestant) return line.values;
  }
  return {};
}

std::optional<Spread> Report::find(const std::string& experiment, const std::string& parameter,
                                   const std::string& contestant, const std::string& metric,
                                   const std::string& reference) const {
  std::vector<double> values = values_of(experiment, parameter, contestant, metric);
  if (!reference.empty()) {
    const std::vector<double> others = values_of(experiment, parameter, reference, metric);
    values.resize(std::min(values.size(), others.size()));
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = others[i] > 0 ? values[i] / others[i] : 0;
    }
  }
  if (values.empty()) return std::nullopt;
  return spread_of(std::move(values));
}

void Report::print(const std::string& experiment, const std::string& metric,
                   const std::string& reference) const {
  const std::vector<Line> lines = lines_of(experiment, metric);
  if (lines.empty()) return;
  std::printf("\n%s: %s\n", experiment.c_str(), metric.c_str());
  std::printf("  %-14s %-38s %6s %9s %9s %9s   %s\n", "", "", "rounds", "min", "median", "max",
              reference.empty() ? "" : ("ratio to " + reference).c_str());
  for (const Line& line : lines) {
    const Spread values = spread_of(line.values);
    std::printf("  %-14s %-38s %6zu %9s %9s %9s", line.parameter.c_str(), line.contestant.c_str(),
                values.rounds, readable(values.least).c_str(), readable(values.median).c_str(),
                readable(values.greatest).c_str());
    const auto ratio = find(experiment, line.parameter, line.contestant, metric, reference);
    if (!reference.empty() && ratio) {
      std::printf("   %.2f (%.2f to %.2f)", ratio->median, ratio->least, ratio->greatest);
    }
    std::printf("\n");
  }
  std::fflush(stdout);
}

void Report::write_csv(const std::string& path) const {
  std::ofstream file(path);
  file << "experiment,parameter,contestant,round,metric,value\n";
  for (const Measurement& one : all_) {
    file << quoted(one.experiment) << ',' << quoted(one.parameter) << ',' << quoted(one.contestant)
         << ',' << one.round << ',' << quoted(one.metric) << ',' << one.value << '\n';
  }
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

void Report::plot(const std::string& experiment, const std::string& metric,
                  const std::string& caption, const std::string& path) const {
  if (std::system("command -v gnuplot > /dev/null 2>&1") != 0) return;
  const std::vector<Line> lines = lines_of(experiment, metric);
  if (lines.empty()) return;
  std::vector<std::string> parameters;
  std::vector<std::string> contestants;
  const auto add_new = [](std::vector<std::string>& list, const std::string& word) {
    if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
  };
  for (const Line& line : lines) {
    add_new(parameters, line.parameter);
    add_new(contestants, line.contestant);
  }
  std::ofstream script(path + ".gnuplot");
  script << "set terminal svg size 760,380 font 'sans-serif,12' background 'white'\n"
         << "set output '" << path << "'\nset title \"" << experiment << "\\n{/*0.8 " << caption
         << "}\"\nset ylabel '" << metric << "'\nset style data histograms\n"
         << "set style histogram clustered gap 1\nset style fill solid 0.8 border -1\n"
         << "set yrange [0:*]\nset key below\nset grid ytics\nset format y '%.0s %c'\n$data << "
            "EOD\nparameter";
  for (const std::string& contestant : contestants) script << ' ' << quoted(contestant);
  for (const std::string& parameter : parameters) {
    script << '\n' << quoted(parameter);
    for (const std::string& contestant : contestants) {
      const auto line = std::find_if(lines.begin(), lines.end(), [&](const Line& known) {
        return known.parameter == parameter && known.contestant == contestant;
      });
      if (line == lines.end()) {
        script << " NaN";
      } else {
        script << ' ' << spread_of(line->values).median;
      }
    }
  }
  script << "\nEOD\nplot for [i=2:" << contestants.size() + 1
         << "] $data using i:xtic(1) title columnheader(i)\n";
  script.close();
  if (std::system(("gnuplot " + path + ".gnuplot").c_str()) != 0) {
    std::fprintf(stderr, "gnuplot could not draw %s\n", path.c_str());
  }
}

}  // namespace chatlab::bench
