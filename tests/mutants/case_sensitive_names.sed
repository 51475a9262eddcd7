# names that differ only in case are distinct
# in apps/chat/name.cpp
/^std::string name_key/,/^}/s/  std::transform.*//
