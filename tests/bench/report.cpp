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

void add_new(std::vector<std::string>& list, const std::string& word) {
  if (std::find(list.begin(), list.end(), word) == list.end()) list.push_back(word);
}

// `100`, if the parameter is `100 members`.
std::string number_in(const std::string& parameter) {
  return parameter.substr(0, parameter.find(' '));
}

// The bars of a plot: at each place of the x axis one bar per colour.
struct Bars {
  std::vector<std::string> places;
  std::vector<std::string> colours;
  std::vector<std::optional<Spread>> heights;  // place by place
};

// Three columns per colour: the median, the least and the greatest.
void write_data(std::ofstream& script, const Bars& bars, double unit) {
  script << "$data << EOD\nplace";
  for (const std::string& colour : bars.colours) script << ' ' << quoted(colour) << " least most";
  auto height = bars.heights.begin();
  for (const std::string& place : bars.places) {
    script << '\n' << quoted(place);
    for (std::size_t i = 0; i < bars.colours.size(); ++i, ++height) {
      if (!*height) {
        script << " NaN NaN NaN";
        continue;
      }
      const Spread& spread = **height;
      script << ' ' << spread.median / unit << ' ' << spread.least / unit << ' '
             << spread.greatest / unit;
    }
  }
  script << "\nEOD\n";
}

// The text is not enhanced: `_` and `@` may be in the name of a processor.
void write_script(const Plot& plot, const Bars& bars, const std::string& caption,
                  const std::string& path) {
  std::ofstream script(path + ".gnuplot");
  script << "set terminal svg noenhanced size 760,440 font 'sans-serif,13' background 'white'\n"
         << "set output '" << path << "'\n"
         << "set label " << quoted(plot.title) << " at screen 0.5,0.95 center font ',16'\n"
         << "set label " << quoted(caption) << " at screen 0.5,0.89 center font ',11'\n"
         << "set label 'bars: medians of the rounds; lines: from the least to the greatest' "
         << "at screen 0.5,0.85 center font ',11'\n"
         << "set tmargin at screen 0.8\n"
         << "set xlabel " << quoted(plot.x_title) << " offset 0,0.4\nset ylabel "
         << quoted(plot.y_title)
         << "\nset style data histograms\nset style histogram errorbars gap 1 lw 2\n"
         << "set style fill solid 0.8 border -1\nset boxwidth 0.9\nset bars 0.7\n"
         << "set border 3\nset tics nomirror out\nset xtics scale 0\nset yrange [0:*]\n"
         << "set grid ytics lt 1 lc rgb 'gray80'\nset key "
         << (bars.colours.size() > 1 ? "below\nset bmargin 6" : "off") << '\n';
  write_data(script, bars, plot.unit);
  script << "plot for [i=2:" << 3 * bars.colours.size() << ":3] $data "
         << "using i:i+1:i+2:xtic(1) title columnheader(i)\n";
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

void Report::draw(const Plot& plot, const std::string& caption, const std::string& path) const {
  if (std::system("command -v gnuplot > /dev/null 2>&1") != 0) return;
  Bars bars;
  for (const Line& line : lines_of(plot.experiment, plot.metric)) {
    add_new(bars.places, line.parameter);
    add_new(bars.colours, line.contestant);
  }
  if (bars.places.empty()) return;
  for (const std::string& place : bars.places) {
    for (const std::string& colour : bars.colours) {
      bars.heights.push_back(find(plot.experiment, place, colour, plot.metric));
    }
  }
  if (bars.places.size() == 1) {
    std::swap(bars.places, bars.colours);  // the heights are in the same order
  } else {
    for (std::string& place : bars.places) place = number_in(place);
  }
  write_script(plot, bars, caption, path);
  if (std::system(("gnuplot " + path + ".gnuplot").c_str()) != 0) {
    std::fprintf(stderr, "gnuplot could not draw %s\n", path.c_str());
  }
}

}  // namespace chatlab::bench
