# a name may contain the delimiter that ends it
# in apps/chat/name.cpp
s/if (!reads_as_address(name)) std::replace/if (false) std::replace/
