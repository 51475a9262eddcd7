# what a destructor retires is not destroyed in this turn
# in reactor/reactor.cpp
# caught by retired
/^void Reactor::destroy_retired/,/^}/s/  if (retired_.empty()) return;/&\n  const std::size_t before = retired_.size();/
/^void Reactor::destroy_retired/,/^}/s/count < retired_.size()/count < before/
/^void Reactor::destroy_retired/,/^}/s/  retired_.clear();/  retired_.erase(retired_.begin(), retired_.begin() + static_cast<std::ptrdiff_t>(before));/
