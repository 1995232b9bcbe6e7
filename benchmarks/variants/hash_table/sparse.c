/* Linear probing in a table of four million slots: hardly a collision, and a new page for almost every key. */
#include "frame.h"

enum { SLOTS = 1 << 22 };

struct slot {
    uint32_t number; /* of the pair, plus 1 */
    uint32_t tag;
};

static struct slot *slots;
static struct pair *pairs_stored;
static size_t mask;
static uint32_t used;

static void prepare(uint32_t pairs) {
    size_t count = power_above(2 * (size_t)pairs);
    if (count < SLOTS) count = SLOTS;
    slots = allocate(count, sizeof *slots);
    mask = count - 1;
    pairs_stored = allocate(pairs, sizeof *pairs_stored);
}

static struct slot *slot_of(struct text key, uint64_t hash) {
    uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        if (!slots[at].number) return &slots[at];
        if (slots[at].tag == tag && equal(pairs_stored[slots[at].number - 1].key, key)) return &slots[at];
    }
}

static void store(struct pair pair) {
    uint64_t hash = hash_of(pair.key);
    pairs_stored[used] = pair;
    struct slot *slot = slot_of(pair.key, hash);
    *slot = (struct slot){++used, (uint32_t)(hash >> 32)};
}

static void stored_all(void) {}

static const struct text *find(struct text key) {
    const struct slot *slot = slot_of(key, hash_of(key));
    return slot->number ? &pairs_stored[slot->number - 1].value : NULL;
}
