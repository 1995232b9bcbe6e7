/* Counts of words by prefix with everything a knob: whether words are kept in a trie (of nodes with 26 pointers,
 * with 26 numbers, or with lists of children), whether all their beginnings are in a hash table, or whether they
 * are sorted as numbers of five bits a letter, so that those with a prefix are a range. How memory is allocated,
 * how hashes are made, how words are sorted and searched, reading and writing are chosen too. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#define CRC_OF(crc, word) __builtin_ia32_crc32di(crc, word)
#else
#include <arm_acle.h>
#define CRC_OF(crc, word) __crc32cd((uint32_t)(crc), word)
#endif

enum {
    NODES, NUMBERS, SIBLINGS, HASHED, SORTED, WORDS_ARE = ${WORDS_ARE},
    NODES_A_CHUNK = ${NODES_A_CHUNK}, /* of allocated memory */
    SHIFTS, MULTIPLY, CRC, HASH = ${HASH},
    SLOTS_A_WORD = ${SLOTS_A_WORD},
    LIBRARY, MERGE, RADIX, SORT = ${SORT},
    RADIX_BITS = ${RADIX_BITS},
    ALL_LETTERS, NEEDED_LETTERS, SORTED_BY = ${SORTED_BY},
    TOP_LETTERS = ${TOP_LETTERS}, /* of words, for which a table has the places */
    BRANCH, ARITHMETIC, HALVED_BY = ${HALVED_BY},
    COUNTED, SEARCHED_IN_ALL, SEARCHED_FROM_START, END = ${END}, /* of a range */
    LETTER_BY_LETTER, TOGETHER, SQUEEZED = ${SQUEEZED}, /* to five bits each */
    READ_BYTES = ${READ_BYTES},
    WRITE_BYTES = ${WRITE_BYTES},
    INPUT_BUFFER = ${INPUT_BUFFER}, /* bytes */
    OUTPUT_BUFFER = ${OUTPUT_BUFFER},
    FIRST_CAPACITY = 1 << 16,
    SPARE = 16, /* bytes behind the input that may be read */
    LETTERS = 26,
    LONGEST = 12,
    LETTER_BITS = 5,
    KEY_BITS = LONGEST * LETTER_BITS,
    TOP_BITS = TOP_LETTERS * LETTER_BITS,
    MAX_WORDS = 300000,
    MAX_PREFIXES = 1000000
};
_Static_assert(SLOTS_A_WORD > LONGEST, "some slots have to stay empty");

struct text {
    const unsigned char *letters;
    uint32_t length;
};

static unsigned char *input;
static size_t input_size, position;

static void *checked(void *memory) {
    if (memory == NULL) exit(1);
    return memory;
}

static void read_input(void) {
    size_t capacity = FIRST_CAPACITY, got;
    input = checked(malloc(capacity + SPARE));
    do {
        if (capacity - input_size < READ_BYTES) input = checked(realloc(input, (capacity *= 2) + SPARE));
        input_size += got = fread(input + input_size, 1, READ_BYTES, stdin);
    } while (got == READ_BYTES);
    memset(input + input_size, 0, SPARE);
}

static void write_exactly(const void *from, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        size_t piece = bytes - done < WRITE_BYTES ? bytes - done : WRITE_BYTES;
        if (fwrite((const char *)from + done, 1, piece, stdout) != piece) exit(1);
        done += piece;
    }
    if (fflush(stdout) != 0) exit(1);
}

static uint32_t take_count(int32_t most) {
    int32_t value;
    if (input_size - position < sizeof value) exit(1);
    memcpy(&value, input + position, sizeof value);
    position += sizeof value;
    if (value < 0 || value > most) exit(1);
    return (uint32_t)value;
}

static struct text take_text(void) {
    if (input_size - position < 1) exit(1);
    struct text text = {input + position + 1, input[position]};
    position += 1 + text.length;
    if (text.length < 1 || text.length > LONGEST || position > input_size) exit(1);
    return text;
}

/* A trie of nodes that are allocated. */

struct node {
    struct node *child[LETTERS];
    int32_t words;
};

static struct node *root;

static struct node *new_node(void) {
    static struct node *chunk;
    static size_t left;
    if (left == 0) {
        chunk = checked(calloc(NODES_A_CHUNK, sizeof *chunk));
        left = NODES_A_CHUNK;
    }
    left--;
    return chunk++;
}

static void add_nodes(struct text word) {
    struct node *node = root;
    for (uint32_t i = 0; i < word.length; i++) {
        struct node **child = &node->child[word.letters[i] - 'a'];
        if (*child == NULL) *child = new_node();
        node = *child;
        node->words++;
    }
}

static int32_t count_nodes(struct text prefix) {
    const struct node *node = root;
    for (uint32_t i = 0; i < prefix.length && node != NULL; i++) node = node->child[prefix.letters[i] - 'a'];
    return node == NULL ? 0 : node->words;
}

/* Tries of nodes that have numbers. 0 is the root's, and says that there is no child. */

static struct {
    uint32_t child[LETTERS];
    int32_t words;
} *wide;
static struct {
    uint32_t child, next;
    int32_t words;
    unsigned char letter;
} *narrow;
static uint32_t last_node;

static uint32_t wide_child(uint32_t node, unsigned char letter, int is_added) {
    uint32_t *child = &wide[node].child[letter - 'a'];
    if (*child == 0 && is_added) *child = ++last_node;
    return *child;
}

static uint32_t narrow_child(uint32_t node, unsigned char letter, int is_added) {
    uint32_t child = narrow[node].child;
    while (child != 0 && narrow[child].letter != letter) child = narrow[child].next;
    if (child != 0 || !is_added) return child;
    narrow[++last_node].letter = letter;
    narrow[last_node].next = narrow[node].child;
    return narrow[node].child = last_node;
}

static void add_numbers(struct text word) {
    uint32_t node = 0;
    for (uint32_t i = 0; i < word.length; i++) {
        node = (WORDS_ARE == NUMBERS ? wide_child : narrow_child)(node, word.letters[i], 1);
        (WORDS_ARE == NUMBERS ? &wide[node].words : &narrow[node].words)[0]++;
    }
}

static int32_t count_numbers(struct text prefix) {
    uint32_t node = 0;
    for (uint32_t i = 0; i < prefix.length; i++) {
        node = (WORDS_ARE == NUMBERS ? wide_child : narrow_child)(node, prefix.letters[i], 0);
        if (node == 0) return 0;
    }
    return WORDS_ARE == NUMBERS ? wide[node].words : narrow[node].words;
}

/* Texts as numbers, the first letter highest. A letter is not 0. */

/* Eight letters as 40 bits; a zero byte is a zero. */
static uint64_t squeezed(uint64_t letters) {
    uint64_t x = __builtin_bswap64(letters) & 0x1f1f1f1f1f1f1f1fu;
    x = (x & 0x001f001f001f001fu) | (x >> 3 & 0x03e003e003e003e0u);
    x = (x & 0x000003ff000003ffu) | (x >> 6 & 0x000ffc00000ffc00u);
    return (x & 0xfffff) | (x >> 12 & 0xfffff00000u);
}

/* So many of the low bits, a multiple of 8. */
static uint64_t low_bits(uint64_t word, uint32_t bits) {
#if defined(__x86_64__)
    return __builtin_ia32_bzhi_di(word, bits);
#else
    uint32_t half = (bits < 64 ? bits : 64) / 2;
    return word & (((uint64_t)1 << half << half) - 1);
#endif
}

static uint64_t key_of(struct text text) {
    uint64_t key = 0, words[2] = {0, 0};
    if (SQUEEZED == TOGETHER) {
        memcpy(words, text.letters, sizeof words);
        words[0] = low_bits(words[0], 8 * text.length);
        words[1] = low_bits(words[1], text.length < 8 ? 0 : 8 * (text.length - 8));
        return squeezed(words[0]) << 20 | squeezed(words[1]) >> 20;
    }
    for (uint32_t i = 0; i < text.length; i++)
        key |= (uint64_t)(text.letters[i] & 31) << (KEY_BITS - LETTER_BITS * (i + 1));
    return key;
}

/* The key of the first letters of a text with this key. */
static uint64_t beginning(uint64_t key, uint32_t length) {
    uint32_t other_bits = KEY_BITS - LETTER_BITS * length;
    return key >> other_bits << other_bits;
}

/* A hash table of all beginnings of words. */

static struct slot {
    uint64_t key; /* 0: empty */
    int32_t words;
} *slots;
static uint64_t slot_mask;

static uint64_t hash_of(uint64_t key) {
    if (HASH == CRC) return CRC_OF(0, key);
    if (HASH == MULTIPLY) return key * 0x9e3779b97f4a7c15u >> 32;
    uint64_t hash = 0;
    for (; key != 0; key >>= LETTER_BITS) hash = hash * 33 + (key & 31);
    return hash;
}

static struct slot *find(uint64_t key) {
    uint64_t at = hash_of(key) & slot_mask;
    while (slots[at].key != 0 && slots[at].key != key) at = (at + 1) & slot_mask;
    return &slots[at];
}

static void add_beginnings(struct text word) {
    uint64_t key = key_of(word);
    for (uint32_t length = 1; length <= word.length; length++) {
        struct slot *slot = find(beginning(key, length));
        slot->key = beginning(key, length);
        slot->words++;
    }
}

/* Sorted keys. */

static uint64_t *keys, *other;
static uint32_t key_count, top[(1 << TOP_BITS) + 1]; /* where words begin that are not less than some letters */

static int compare(const void *one, const void *other_one) {
    uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other_one;
    return (a > b) - (a < b);
}

static void merge_sort(uint64_t *from, uint64_t *scratch, uint32_t n) {
    if (n < 2) return;
    uint32_t left = 0, right = n / 2;
    merge_sort(from, scratch, n / 2);
    merge_sort(from + n / 2, scratch, n - n / 2);
    memcpy(scratch, from, n * sizeof *from);
    for (uint32_t i = 0; i < n; i++) {
        int is_left = right == n || (left < n / 2 && scratch[left] <= scratch[right]);
        from[i] = scratch[is_left ? left++ : right++];
    }
}

static void radix_sort(uint32_t low) {
    static uint32_t starts[1 << RADIX_BITS];
    for (uint32_t shift = low; shift < KEY_BITS; shift += RADIX_BITS) {
        memset(starts, 0, sizeof starts);
        for (uint32_t i = 0; i < key_count; i++) starts[keys[i] >> shift & ((1 << RADIX_BITS) - 1)]++;
        uint32_t total = 0;
        for (int digit = 0; digit < 1 << RADIX_BITS; digit++) {
            uint32_t count = starts[digit];
            starts[digit] = total;
            total += count;
        }
        for (uint32_t i = 0; i < key_count; i++)
            other[starts[keys[i] >> shift & ((1 << RADIX_BITS) - 1)]++] = keys[i];
        uint64_t *swap = keys;
        keys = other;
        other = swap;
    }
}

static void fill_top(void) {
    uint32_t at = 0;
    for (uint64_t letters = 0; letters <= 1 << TOP_BITS; letters++) {
        while (at < key_count && keys[at] >> (KEY_BITS - TOP_BITS) < letters) at++;
        top[letters] = at;
    }
}

static void sort_keys(uint32_t longest) {
    if (SORT == LIBRARY) qsort(keys, key_count, sizeof *keys, compare);
    if (SORT == MERGE) merge_sort(keys, other, key_count);
    if (SORT == RADIX) radix_sort(SORTED_BY == NEEDED_LETTERS ? KEY_BITS - LETTER_BITS * longest : 0);
    fill_top();
}

/* The first place from `from` to `to` whose key is not less. */
static uint32_t search(uint32_t from, uint32_t to, uint64_t key) {
    uint32_t left = to - from;
    while (left > 0) {
        uint32_t half = (left + 1) / 2;
        if (HALVED_BY == ARITHMETIC) {
            from += half & -(uint32_t)(keys[from + half - 1] < key);
            left -= half;
        } else if (keys[from + half - 1] < key) {
            from += half;
            left -= half;
        } else {
            left = half - 1;
        }
    }
    return from;
}

static uint32_t end_from(uint32_t start, uint32_t from, uint32_t to, uint64_t end) {
    if (END != COUNTED) return search(END == SEARCHED_IN_ALL ? from : start, to, end);
    while (start < to && keys[start] < end) start++;
    return start;
}

static int32_t count_keys(struct text prefix) {
    uint64_t key = key_of(prefix), end = key + (UINT64_C(1) << (KEY_BITS - LETTER_BITS * prefix.length));
    uint64_t first = key >> (KEY_BITS - TOP_BITS);
    if (prefix.length <= TOP_LETTERS) return (int32_t)(top[end >> (KEY_BITS - TOP_BITS)] - top[first]);
    uint32_t from = top[first], to = top[first + 1], start = search(from, to, key);
    return (int32_t)(end_from(start, from, to, end) - start);
}

/* Everything together. */

static void make_room(size_t words) {
    size_t letters = words * LONGEST;
    if (WORDS_ARE == NODES) root = new_node();
    if (WORDS_ARE == NUMBERS) wide = checked(calloc(letters + 1, sizeof *wide));
    if (WORDS_ARE == SIBLINGS) narrow = checked(calloc(letters + 1, sizeof *narrow));
    if (WORDS_ARE == HASHED) {
        while (slot_mask < SLOTS_A_WORD * words) slot_mask = slot_mask * 2 + 1;
        slots = checked(calloc(slot_mask + 1, sizeof *slots));
    }
    if (WORDS_ARE == SORTED) {
        keys = checked(malloc(2 * words * sizeof *keys + 1));
        other = keys + words;
    }
}

static void add(struct text word) {
    if (WORDS_ARE == NODES) add_nodes(word);
    if (WORDS_ARE == NUMBERS || WORDS_ARE == SIBLINGS) add_numbers(word);
    if (WORDS_ARE == HASHED) add_beginnings(word);
    if (WORDS_ARE == SORTED) keys[key_count++] = key_of(word);
}

static int32_t count(struct text prefix) {
    if (WORDS_ARE == NODES) return count_nodes(prefix);
    if (WORDS_ARE == HASHED) return find(key_of(prefix))->words;
    return WORDS_ARE == SORTED ? count_keys(prefix) : count_numbers(prefix);
}

int main(void) {
    static char in[INPUT_BUFFER], out[OUTPUT_BUFFER];
    if (setvbuf(stdin, in, _IOFBF, INPUT_BUFFER) || setvbuf(stdout, out, _IOFBF, OUTPUT_BUFFER)) return 1;
    read_input();
    uint32_t n = take_count(MAX_WORDS);
    make_room(n);
    for (uint32_t i = 0; i < n; i++) add(take_text());
    uint32_t q = take_count(MAX_PREFIXES), longest = 1;
    struct text *prefixes = checked(malloc((size_t)q * sizeof *prefixes + 1));
    int32_t *counts = checked(malloc((size_t)q * sizeof *counts + 1));
    for (uint32_t i = 0; i < q; i++) {
        prefixes[i] = take_text();
        if (prefixes[i].length > longest) longest = prefixes[i].length;
    }
    if (WORDS_ARE == SORTED) sort_keys(longest);
    for (uint32_t i = 0; i < q; i++) counts[i] = count(prefixes[i]);
    write_exactly(counts, (size_t)q * sizeof *counts);
    return 0;
}
