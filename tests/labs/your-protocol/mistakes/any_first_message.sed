# whatever has a name joins
# in tests/protocols_to_add/json/apps/protocols/json.cpp
# caught by order
s/if (!is_of_type(object, "join") || name == nullptr) {/if (name == nullptr) {/
