# every byte that is not ASCII is escaped by itself
# in tests/protocols_to_add/json/apps/protocols/json_object.cpp
# caught by escapes client-writes
s/if (byte < ' ') {/if (byte < ' ' || byte > 127) {/
