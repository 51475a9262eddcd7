# names that differ in case only are two names
# in apps/chat/name.cpp
/^std::string name_key/,/^}/s/  std::transform.*//
