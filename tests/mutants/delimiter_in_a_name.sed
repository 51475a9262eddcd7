# a name may contain the delimiter that ends it
# in apps/chat/name.cpp
s/written.end(), delimiter, '.')/written.end(), '.', delimiter)/
