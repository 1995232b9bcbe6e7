/* Why it is fast: there is no list. Each use takes the next place in a window of bits, and a bit is set while
 * the place is the last use of its page; so the distance is the number of bits that are set behind it. Bits
 * are counted in one word, and for each word it is known how many bits the later ones of its block have. A
 * use changes these counts for a range of words, sixteen at a time. When no place is left, the places of all
 * pages move together, in order, to the beginning of the window; so it stays in the first-level cache while
 * there are few pages. */
#include <immintrin.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MOST_USES = 10000000,
    CHUNK = 1 << 14,
    WORD = 64,
    WORDS = 64, /* of a block */
    BLOCK = WORD * WORDS,
    LANES = 16,
    FIRST_SLOTS = 4096,
    SPREAD = 4, /* places for each page, in a new window */
};

struct slot {
    uint32_t id;
    uint32_t place; /* of the last use, from 1 on; 0 is an empty slot */
};

struct block {
    uint64_t bits[WORDS];
    uint16_t later[WORDS]; /* how many bits are set in later words of this block */
} __attribute__((aligned(64)));

static struct slot *slots;
static size_t slot_count, pages;
static int shift; /* 2^(32 - shift) slots */

static struct block *blocks;
static int32_t *tree; /* sums of the bits of blocks, as in a Fenwick tree; its indices begin at 1 */
static uint32_t *owners; /* the slots of the pages whose last uses have these places */
static size_t block_count, next_place;

/* Read from word w before the middle on, the first w of 64 numbers are -1, and the others are 0. */
static const int16_t mask[2 * WORDS] = {[0 ... WORDS - 1] = -1};

static void *allocate(size_t bytes) {
    void *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (memory == NULL) exit(1);
    return memory;
}

static void read_exactly(void *to, size_t bytes) {
    while (bytes > 0) {
        ssize_t got = read(0, to, bytes);
        if (got <= 0) exit(1);
        to = (char *)to + got;
        bytes -= (size_t)got;
    }
}

static void write_all(const void *from, size_t bytes) {
    while (bytes > 0) {
        ssize_t put = write(1, from, bytes);
        if (put <= 0) exit(1);
        from = (const char *)from + put;
        bytes -= (size_t)put;
    }
}

static struct slot *find(uint32_t id) {
    size_t i = (id * 0x9e3779b1u ^ id >> 15) * 0x85ebca6bu >> shift;
    while (slots[i].place != 0 && slots[i].id != id) i = (i + 1) & (slot_count - 1);
    return &slots[i];
}

static void make_slots(size_t count) {
    struct slot *old = slots;
    size_t old_count = slot_count;
    slots = calloc(count, sizeof *slots);
    if (slots == NULL) exit(1);
    slot_count = count;
    shift = 32 - __builtin_ctzl(count);
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].place == 0) continue;
        struct slot *slot = find(old[i].id);
        *slot = old[i];
        owners[slot->place - 1] = (uint32_t)(slot - slots);
    }
    free(old);
}

static __m256i first_words(size_t count, size_t from) {
    return _mm256_loadu_si256((const __m256i *)(mask + WORDS - count + from));
}

/* `lost` words at the beginning of a block have a bit less behind them, and `won` words one more. */
static void change(struct block *block, size_t lost, size_t won) {
    for (size_t i = 0; i < WORDS; i += LANES) {
        __m256i *later = (__m256i *)(block->later + i);
        __m256i by = _mm256_sub_epi16(first_words(lost, i), first_words(won, i));
        _mm256_store_si256(later, _mm256_add_epi16(_mm256_load_si256(later), by));
    }
}

static void add(size_t block, int32_t change) {
    for (size_t i = block + 1; i <= block_count; i += i & -i) tree[i] += change;
}

static int32_t bits_up_to(size_t block) {
    int32_t sum = 0;
    for (size_t i = block + 1; i > 0; i &= i - 1) sum += tree[i];
    return sum;
}

static void make_window(size_t count) {
    free(blocks);
    free(tree);
    block_count = count;
    blocks = allocate(count * sizeof *blocks);
    tree = allocate((count + 1) * sizeof *tree);
    owners = realloc(owners, count * BLOCK * sizeof *owners);
    if (owners == NULL) exit(1);
}

/* Sets the bits of so many places, from the first one on. */
static void fill(size_t count) {
    memset(blocks, 0, block_count * sizeof *blocks);
    memset(tree, 0, (block_count + 1) * sizeof *tree);
    for (size_t i = 0; i < count; i++) blocks[i / BLOCK].bits[i / WORD % WORDS] |= (uint64_t)1 << i % WORD;
    for (size_t b = 0; b < block_count; b++) {
        int32_t bits = 0;
        for (size_t w = WORDS; w-- > 0;) {
            blocks[b].later[w] = (uint16_t)bits;
            bits += __builtin_popcountll(blocks[b].bits[w]);
        }
        add(b, bits);
    }
    next_place = count;
}

/* Moves all places to the beginning of the window, and makes it larger if it is half full. */
static void pack(void) {
    size_t kept = 0;
    for (size_t word = 0; word < block_count * WORDS; word++)
        for (uint64_t bits = blocks[word / WORDS].bits[word % WORDS]; bits != 0; bits &= bits - 1) {
            uint32_t owner = owners[word * WORD + (size_t)__builtin_ctzll(bits)];
            owners[kept++] = owner;
            slots[owner].place = (uint32_t)kept;
        }
    if (2 * kept > block_count * BLOCK) make_window(SPREAD * kept / BLOCK + 1);
    fill(kept);
}

/* Sets the bit of the next place, instead of one in word `lost` of a block. */
static void replace_bit(size_t from, size_t lost) {
    size_t to = next_place / BLOCK, won = next_place / WORD % WORDS;
    if (from == to) {
        change(&blocks[to], lost, won);
    } else {
        change(&blocks[from], lost, 0);
        change(&blocks[to], 0, won);
        add(from, -1);
        add(to, 1);
    }
    blocks[to].bits[won] |= (uint64_t)1 << next_place % WORD;
}

static int32_t use_again(size_t place) {
    size_t from = place / BLOCK, word = place / WORD % WORDS, bit = place % WORD;
    uint64_t bits = blocks[from].bits[word];
    int32_t distance = __builtin_popcountll(bits >> bit) - 1 + blocks[from].later[word];
    distance += (int32_t)pages - bits_up_to(from);
    blocks[from].bits[word] = bits ^ (uint64_t)1 << bit;
    replace_bit(from, word);
    return distance;
}

static struct slot *add_page(uint32_t id) {
    pages++;
    if (2 * pages > slot_count) make_slots(2 * slot_count);
    struct slot *slot = find(id);
    slot->id = id;
    size_t to = next_place / BLOCK;
    add(to, 1);
    replace_bit(to, 0);
    return slot;
}

static int32_t use(uint32_t id) {
    if (next_place == block_count * BLOCK) pack();
    struct slot *slot = find(id);
    int32_t distance = -1;
    if (slot->place != 0) distance = use_again(slot->place - 1);
    else slot = add_page(id);
    owners[next_place++] = (uint32_t)(slot - slots);
    slot->place = (uint32_t)next_place;
    return distance;
}

int main(void) {
    static uint32_t chunk[CHUNK];
    int32_t n;
    read_exactly(&n, sizeof n);
    if (n < 1 || n > MOST_USES) return 1;
    make_slots(FIRST_SLOTS);
    make_window(1);
    fill(0);
    for (size_t left = (size_t)n; left > 0;) {
        size_t count = left < CHUNK ? left : CHUNK;
        read_exactly(chunk, count * sizeof *chunk);
        for (size_t i = 0; i < count; i++) chunk[i] = (uint32_t)use(chunk[i]);
        write_all(chunk, count * sizeof *chunk);
        left -= count;
    }
    return 0;
}
