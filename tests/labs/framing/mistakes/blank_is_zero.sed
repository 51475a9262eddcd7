# a header of spaces alone is taken for 0
# in apps/protocols/frame.cpp
# caught by malformed
s/if (first == std::string_view::npos) return std::nullopt;/if (first == std::string_view::npos) return 0;/
