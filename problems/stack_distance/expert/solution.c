/* Why it is fast: there is no list. There is a bit for each use, which is set while it is the last use of its
 * page, and a hash table knows the last use of each page; so the distance is the number of bits that are set
 * after it. They are counted by a tree over blocks of a cache line, and by words in one block. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MOST_USES = 10000000,
    WORDS = 8, /* of a block */
    BLOCK = 64 * WORDS,
    CHUNK = 4096,
    FIRST_SLOTS = 4096,
};

struct slot {
    uint32_t id;
    int32_t time; /* of the last use, from 1 on; 0 is an empty slot */
};

static struct slot *slots;
static size_t slot_count = FIRST_SLOTS, live;
static int shift = 20; /* 2^(32 - shift) slots */
static uint64_t *bits;
static int32_t *tree; /* sums of the bits of blocks, as in a Fenwick tree; its indices begin at 1 */
static size_t blocks;

static void *zeros(size_t count, size_t bytes) {
    void *memory = calloc(count, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static struct slot *find(uint32_t id) {
    size_t i = (id * 0x9e3779b1u ^ id >> 15) * 0x85ebca6bu >> shift;
    while (slots[i].time != 0 && slots[i].id != id) i = (i + 1) & (slot_count - 1);
    return &slots[i];
}

static void grow(void) {
    struct slot *old = slots;
    size_t old_count = slot_count;
    slot_count *= 2;
    shift--;
    slots = zeros(slot_count, sizeof *slots);
    for (size_t i = 0; i < old_count; i++)
        if (old[i].time != 0) *find(old[i].id) = old[i];
    free(old);
}

static void add(size_t block, int32_t change) {
    for (size_t i = block + 1; i <= blocks; i += i & -i) tree[i] += change;
}

/* How many bits are set up to this one, which included. */
static int32_t count_up_to(size_t time) {
    size_t block = time / BLOCK, word = time / 64;
    int32_t count = 0;
    for (size_t i = block; i > 0; i -= i & -i) count += tree[i];
    for (size_t i = block * WORDS; i < word; i++) count += __builtin_popcountll(bits[i]);
    return count + __builtin_popcountll(bits[word] << (63 - time % 64));
}

static int32_t use(uint32_t id, size_t now) {
    struct slot *slot = find(id);
    int32_t distance = -1;
    size_t block = now / BLOCK;
    if (slot->time == 0) {
        live++;
        add(block, 1);
    } else {
        size_t last = (size_t)slot->time - 1;
        distance = (int32_t)live - count_up_to(last);
        bits[last / 64] &= ~((uint64_t)1 << last % 64);
        if (last / BLOCK != block) {
            add(last / BLOCK, -1);
            add(block, 1);
        }
    }
    bits[now / 64] |= (uint64_t)1 << now % 64;
    *slot = (struct slot){id, (int32_t)now + 1};
    if (2 * live > slot_count) grow();
    return distance;
}

int main(void) {
    static uint32_t pages[CHUNK];
    static int32_t distances[CHUNK];
    int32_t n;
    if (fread(&n, sizeof n, 1, stdin) != 1 || n < 1 || n > MOST_USES) return 1;
    blocks = (size_t)n / BLOCK + 1;
    bits = zeros(blocks * WORDS, sizeof *bits);
    tree = zeros(blocks + 1, sizeof *tree);
    slots = zeros(slot_count, sizeof *slots);
    for (size_t done = 0, left = (size_t)n; left > 0;) {
        size_t count = left < CHUNK ? left : CHUNK;
        if (fread(pages, sizeof *pages, count, stdin) != count) return 1;
        for (size_t i = 0; i < count; i++) distances[i] = use(pages[i], done++);
        if (fwrite(distances, sizeof *distances, count, stdout) != count) return 1;
        left -= count;
    }
    return fflush(stdout) != 0;
}
