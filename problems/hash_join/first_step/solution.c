/* Hash table with open addressing: rows lie in the table itself, of which at most half is full. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_ROWS = 500000, MAX_KEYS = 1000000, MAX_SHIFTS = 1000 };

struct slot {
    uint32_t key, value, used;
};

static struct slot *slots;
static uint32_t mask;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

static uint32_t slot_of(uint32_t key) {
    key = (key ^ key >> 16) * 0x85ebca6b;
    key = (key ^ key >> 13) * 0xc2b2ae35;
    return (key ^ key >> 16) & mask;
}

/* The key's slot, or the unused one where it belongs. */
static struct slot *find(uint32_t key) {
    uint32_t at = slot_of(key);
    while (slots[at].used && slots[at].key != key) at = (at + 1) & mask;
    return &slots[at];
}

static void answer(const uint32_t *keys, uint32_t s, uint32_t shift) {
    uint32_t hits = 0, sum = 0;
    for (uint32_t i = 0; i < s; i++) {
        const struct slot *row = find(keys[i] + shift);
        if (!row->used) continue;
        hits++;
        sum += row->value * i;
    }
    uint32_t result[] = {hits, sum};
    if (fwrite(result, sizeof result, 1, stdout) != 1) exit(1);
}

int main(void) {
    int32_t r = read_int(0, MAX_ROWS), s = read_int(0, MAX_KEYS), t = read_int(0, MAX_SHIFTS);
    while (mask < 2 * (uint32_t)r) mask = 2 * mask + 1;
    slots = calloc((size_t)mask + 1, sizeof *slots);
    if (slots == NULL) return 1;
    for (; r > 0; r--) {
        uint32_t pair[2];
        read_exactly(pair, sizeof pair);
        *find(pair[0]) = (struct slot){pair[0], pair[1], 1};
    }
    uint32_t *keys = malloc((size_t)s * sizeof *keys + 1), shift;
    if (keys == NULL) return 1;
    read_exactly(keys, (size_t)s * sizeof *keys);
    for (; t > 0; t--) {
        read_exactly(&shift, sizeof shift);
        answer(keys, (uint32_t)s, shift);
    }
    return fflush(stdout) != 0;
}
