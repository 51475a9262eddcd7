# the handler of each entry is looked up when its time comes, and not before the first is called
# in reactor/reactor.cpp
# caught by reused removed behind-removed destroyed itself added slots budget retired
/^void Reactor::dispatch(/,/^}/s/EventHandler\* handler = to_call_\[position\];/EventHandler* handler = ready.slot < handlers_.size() ? handlers_[ready.slot] : nullptr;/
/^void Reactor::dispatch(/,/^}/s/  handler = to_call_\[position\];/  handler = ready.slot < handlers_.size() ? handlers_[ready.slot] : nullptr;/
