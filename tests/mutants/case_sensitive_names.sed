# names that differ only in case are distinct
# in apps/chat/name.cpp
s/lower(byte);$/byte;/
