// Observes a test with a narrator that explains, and finds explanations in what it wrote.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "apps/trace/explanations.hpp"
#include "apps/trace/narrator.hpp"
#include "reactor/reactor.hpp"
#include "tests/support/recording_sink.hpp"

namespace chatlab {

class Explained {
 public:
  explicit Explained(Reactor& reactor,
                     Explainer::Repetition repetition = Explainer::Repetition::once)
      : explainer(narrator, repetition), reactor_(reactor) {
    narrator.set_explainer(&explainer);
    observe_calls(&narrator);
    observe_chat(&narrator);
    reactor.observe(&narrator);
  }
  ~Explained() {
    observe_calls(nullptr);
    observe_chat(nullptr);
    reactor_.observe(nullptr);
  }
  Explained(const Explained&) = delete;
  Explained& operator=(const Explained&) = delete;

  /// How often the phenomenon was explained so far.
  std::size_t count(Phenomenon phenomenon) const {
    const std::string title = "| " + std::string(explanation_of(phenomenon).title) + '.';
    std::size_t found = 0;
    for (const std::string& line : sink.lines) found += line.find(title) != std::string::npos;
    return found;
  }

  /// Succeeds if the phenomenon was explained exactly once; prints the lines that led to it.
  testing::AssertionResult explains(Phenomenon phenomenon) const {
    const std::string title = explanation_of(phenomenon).title;
    if (count(phenomenon) != 1) {
      return testing::AssertionFailure()
             << "explained " << count(phenomenon) << " times: " << title << '\n'
             << sink.text();
    }
    print_transcript("| " + title + '.');
    return testing::AssertionSuccess();
  }

  RecordingSink sink;
  Narrator narrator{sink, false};
  Explainer explainer;

 private:
  // A few lines before the explanation, and the explanation. Standard output may be that of a
  // server under test.
  void print_transcript(const std::string& title) const {
    std::string lines;
    for (std::size_t i = 0; i < sink.lines.size(); ++i) {
      if (sink.lines[i].find(title) == std::string::npos) continue;
      std::size_t first = i;
      for (int before = 0; before < 4 && first > 0; ++before) --first;
      std::size_t last = i;
      while (last + 1 < sink.lines.size() && sink.lines[last].find("| See ") == std::string::npos) {
        ++last;
      }
      for (; first <= last; ++first) lines += sink.lines[first] + '\n';
    }
    std::fprintf(stderr, "%s\n", lines.c_str());
  }

  Reactor& reactor_;
};

}  // namespace chatlab
