/* Robin Hood hashing: whoever is further from home takes the slot, and searches end early. */
#include "frame.h"

struct slot {
    uint64_t hash; /* never 0 in a slot that is taken */
    struct pair pair;
};

static struct slot *slots;
static size_t mask;

static void prepare(uint32_t pairs) {
    size_t count = power_above((size_t)pairs * 5 / 4);
    slots = allocate(count, sizeof *slots);
    mask = count - 1;
}

static size_t from_home(size_t at) { return (at - (slots[at].hash & mask)) & mask; }

static struct slot *look_up(struct text key, uint64_t hash) {
    size_t at = hash & mask;
    for (size_t distance = 0; slots[at].hash && from_home(at) >= distance; distance++, at = (at + 1) & mask)
        if (slots[at].hash == hash && equal(slots[at].pair.key, key)) return &slots[at];
    return NULL;
}

static void store(struct pair pair) {
    struct slot moving = {hash_of(pair.key) | 1, pair}, *same = look_up(pair.key, moving.hash);
    if (same) {
        same->pair.value = pair.value;
        return;
    }
    size_t at = moving.hash & mask;
    for (size_t distance = 0; slots[at].hash; distance++, at = (at + 1) & mask) {
        size_t other = from_home(at);
        if (other >= distance) continue;
        struct slot displaced = slots[at];
        slots[at] = moving;
        moving = displaced;
        distance = other;
    }
    slots[at] = moving;
}

static void stored_all(void) {}

static const struct text *find(struct text key) {
    const struct slot *slot = look_up(key, hash_of(key) | 1);
    return slot ? &slot->pair.value : NULL;
}
