# what was explained is explained again
# in apps/trace/explainer.cpp
# found by Explained*
s/const bool is_news = told_.insert(phenomenon).second;/told_.insert(phenomenon); const bool is_news = true;/
