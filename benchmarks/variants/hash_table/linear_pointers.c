/* Linear probing over pointers to pairs: every probe compares keys where they lie in the input. */
#include "frame.h"

static const struct pair **slots;
static struct pair *pairs_stored;
static size_t mask, used;

static void prepare(uint32_t pairs) {
    size_t count = power_above(2 * (size_t)pairs);
    slots = allocate(count, sizeof *slots);
    pairs_stored = allocate(pairs, sizeof *pairs_stored);
    mask = count - 1;
}

static const struct pair **slot_of(struct text key) {
    size_t at = hash_of(key) & mask;
    while (slots[at] && !equal(slots[at]->key, key)) at = (at + 1) & mask;
    return &slots[at];
}

static void store(struct pair pair) {
    pairs_stored[used] = pair;
    *slot_of(pair.key) = &pairs_stored[used++];
}

static void stored_all(void) {}

static const struct text *find(struct text key) {
    const struct pair *pair = *slot_of(key);
    return pair ? &pair->value : NULL;
}
