// Collects what was measured, prints it as tables of medians and ratios, and writes it as CSV and
// as plots.
//
// A ratio is computed within a round, in which all contestants ran one after the other on the same
// machine. The table shows the median, the least and the greatest of the rounds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace chatlab::bench {

struct Measurement {
  std::string experiment;  // `fan-out`
  std::string parameter;   // `100 members`
  std::string contestant;
  int round;
  std::string metric;  // with its unit: `deliveries per CPU second`
  double value;
};

/// Of the rounds.
struct Spread {
  double least;
  double median;
  double greatest;
  std::size_t rounds;
};

/// A plot of the medians of `metric`, with the least and the greatest of the rounds. If the
/// experiment has several parameters, they are on the x axis and each contestant has a colour; else
/// the contestants are on the x axis.
struct Plot {
  std::string experiment;
  std::string metric;
  std::string title;
  std::string x_title;
  std::string y_title;  // names the unit
  double unit;          // in which the values are shown: 1e6 for millions
};

class Report {
 public:
  void add(const Measurement& measurement) { all_.push_back(measurement); }

  /// Prints one experiment as a table: a line per parameter and contestant, with the ratio to
  /// `reference` at the same parameter if that took part.
  void print(const std::string& experiment, const std::string& metric,
             const std::string& reference) const;

  /// The spread of a metric, as it is or divided by that of `reference` in the same round; nothing
  /// if it was not measured.
  std::optional<Spread> find(const std::string& experiment, const std::string& parameter,
                             const std::string& contestant, const std::string& metric,
                             const std::string& reference = {}) const;

  /// One line per measurement. Throws std::runtime_error if the file can't be written.
  void write_csv(const std::string& path) const;

  /// Draws the plot as SVG into the file `path`. No effect if gnuplot is not installed. `caption`
  /// says on which machine.
  void draw(const Plot& plot, const std::string& caption, const std::string& path) const;

 private:
  struct Line {
    std::string parameter;
    std::string contestant;
    std::vector<double> values;  // by round
  };
  std::vector<double> values_of(const std::string& experiment, const std::string& parameter,
                                const std::string& contestant, const std::string& metric) const;
  std::vector<Line> lines_of(const std::string& experiment, const std::string& metric) const;

  std::vector<Measurement> all_;
};

/// `4.83 M`, `12.5 k`, `0.91`.
std::string readable(double value);

}  // namespace chatlab::bench
