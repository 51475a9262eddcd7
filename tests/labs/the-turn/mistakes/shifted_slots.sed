# the handlers behind a removed one move up by one, which the demultiplexer does not do
# in reactor/reactor.cpp
# caught by slots destroyed reused added itself removed behind-removed budget
/^void Reactor::remove/,/^}/s/  handlers_\[slot\] = handlers_.back();/  handlers_.erase(handlers_.begin() + static_cast<std::ptrdiff_t>(slot));\n  for (std::size_t i = slot; i < handlers_.size(); ++i) handlers_[i]->registration_.slot = i;/
/^void Reactor::remove/,/^}/s/  handlers_\[slot\]->registration_.slot = slot;//
/^void Reactor::remove/,/^}/s/  handlers_.pop_back();//
