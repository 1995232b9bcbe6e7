/* Huffman decoding with everything a knob: whether symbols are found in a tree (of nodes or of numbers), length by
 * length (bit by bit, or by comparing several bits with each length's limit), or in a table of all beginnings of
 * PEEKED bits, whose entries hold one or several symbols. How bits are refilled, for how many look-ups at once, what
 * finds longer codes, how symbols are copied, reading and writing are chosen too. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NODES, NUMBERS, LENGTHS, LIMITS, TABLE, FOUND = ${FOUND},
    BIT, BYTES, WORD, PLACE, REFILL = ${REFILL}, /* what is added; PLACE: the word from the current place on */
    BY_LIMITS, SECOND_TABLE, LONGER_CODES = ${LONGER_CODES}, /* than a table's */
    EACH, ALL, COPIED = ${COPIED}, /* of an entry's symbols */
    PEEKED = ${PEEKED}, /* bits */
    SYMBOLS_AN_ENTRY = ${SYMBOLS_AN_ENTRY},
    LOOK_UPS = ${LOOK_UPS}, /* after a refill */
    READ_BYTES = ${READ_BYTES},
    WRITE_BYTES = ${WRITE_BYTES},
    INPUT_BUFFER = ${INPUT_BUFFER}, /* bytes */
    OUTPUT_BUFFER = ${OUTPUT_BUFFER},
    SYMBOLS = 256,
    LONGEST = 15,
    WORD_BITS = 64,
    MAX_N = 8000000,
    MAX_BYTES = 15000000,
    SPARE = 64 /* bytes behind both buffers, for whole words */
};
_Static_assert(LOOK_UPS * LONGEST <= WORD_BITS - 8, "a refill has to suffice");

struct reader {
    const uint8_t *bytes;
    size_t place; /* in bits, of what is not in the word */
    uint64_t word; /* its highest bits come next; others are 0 */
    unsigned valid;
};

static void read_exactly(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        size_t piece = bytes - done < READ_BYTES ? bytes - done : READ_BYTES;
        if (fread((char *)to + done, 1, piece, stdin) != piece) exit(1);
        done += piece;
    }
}

static void write_exactly(const void *from, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        size_t piece = bytes - done < WRITE_BYTES ? bytes - done : WRITE_BYTES;
        if (fwrite((const char *)from + done, 1, piece, stdout) != piece) exit(1);
        done += piece;
    }
    if (fflush(stdout) != 0) exit(1);
}

static uint64_t word_at(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return __builtin_bswap64(word);
}

static void add_bit(struct reader *reader) {
    uint64_t bit = reader->bytes[reader->place / 8] >> (7 - reader->place % 8) & 1;
    reader->word |= bit << (WORD_BITS - 1 - reader->valid++);
    reader->place++;
}

static void add_byte(struct reader *reader) {
    reader->word |= (uint64_t)reader->bytes[reader->place / 8] << (WORD_BITS - 8 - reader->valid);
    reader->valid += 8;
    reader->place += 8;
}

static void add_word(struct reader *reader) {
    unsigned bits = (WORD_BITS - 1 - reader->valid) & ~7u;
    uint64_t word = word_at(reader->bytes + reader->place / 8) >> (WORD_BITS - bits) << (WORD_BITS - bits);
    reader->word |= word >> reader->valid;
    reader->valid += bits;
    reader->place += bits;
}

static void read_from_place(struct reader *reader) {
    reader->place -= reader->valid;
    reader->word = word_at(reader->bytes + reader->place / 8) << reader->place % 8;
    reader->valid = WORD_BITS - reader->place % 8;
    reader->place += reader->valid;
}

/* Sees to it that so many bits of the word are valid. */
static void need(struct reader *reader, unsigned bits) {
    while (reader->valid < bits) {
        if (REFILL == BIT) add_bit(reader);
        if (REFILL == BYTES) add_byte(reader);
        if (REFILL == WORD) add_word(reader);
        if (REFILL == PLACE) read_from_place(reader);
    }
}

static uint32_t peek(const struct reader *reader, int bits) {
    return (uint32_t)(reader->word >> (WORD_BITS - bits));
}

static void skip(struct reader *reader, unsigned bits) {
    reader->word <<= bits;
    reader->valid -= bits;
}

static uint32_t next_bit(struct reader *reader) {
    need(reader, 1);
    uint32_t bit = peek(reader, 1);
    skip(reader, 1);
    return bit;
}

/* A tree of allocated nodes. */

struct node {
    struct node *child[2];
    int symbol; /* -1 where it is no leaf */
};

static struct node *root;

static struct node *new_node(void) {
    struct node *node = malloc(sizeof *node);
    if (node == NULL) exit(1);
    *node = (struct node){.symbol = -1};
    return node;
}

static void add_nodes(uint32_t code, int length, int symbol) {
    struct node *node = root;
    for (int i = length - 1; i >= 0; i--) {
        struct node **child = &node->child[code >> i & 1];
        if (*child == NULL) *child = new_node();
        node = *child;
    }
    node->symbol = symbol;
}

static uint8_t walk_nodes(struct reader *reader) {
    const struct node *node = root;
    while (node->symbol < 0) node = node->child[next_bit(reader)];
    return (uint8_t)node->symbol;
}

/* A tree whose nodes are numbers. Those of leaves are larger. */

static uint16_t children[SYMBOLS * LONGEST][2];
static uint32_t node_count;
enum { ROOT = 1, LEAVES = SYMBOLS * LONGEST };

static void add_numbers(uint32_t code, int length, int symbol) {
    uint32_t node = ROOT;
    for (int i = length - 1; i > 0; i--) {
        uint16_t *child = &children[node][code >> i & 1];
        if (*child == 0) *child = (uint16_t)(ROOT + ++node_count);
        node = *child;
    }
    children[node][code & 1] = (uint16_t)(LEAVES + symbol);
}

static uint8_t walk_numbers(struct reader *reader) {
    uint32_t node = ROOT;
    do node = children[node][next_bit(reader)];
    while (node < LEAVES);
    return (uint8_t)(node - LEAVES);
}

/* Symbols in the order of their codes. */

static uint8_t ordered[SYMBOLS];
static uint32_t ordered_count;
static struct {
    uint32_t first, count; /* codes */
    uint32_t limit; /* what all beginnings of LONGEST bits with such a code are below */
    uint32_t place; /* of the first symbol */
} of_length[LONGEST + 1];

static void add_ordered(uint32_t code, int length, int symbol) {
    if (of_length[length].count++ == 0) {
        of_length[length].first = code;
        of_length[length].place = ordered_count;
    }
    of_length[length].limit = (code + 1) << (LONGEST - length);
    ordered[ordered_count++] = (uint8_t)symbol;
}

static uint8_t find_by_lengths(struct reader *reader) {
    uint32_t code = 0;
    for (int length = 1;; length++) {
        code = code * 2 + next_bit(reader);
        uint32_t further = code - of_length[length].first;
        if (further < of_length[length].count) return ordered[of_length[length].place + further];
    }
}

/* The symbol that comes next in a word in which there are enough bits. */
static uint8_t find_by_limits(struct reader *reader) {
    uint32_t bits = peek(reader, LONGEST);
    int length = 1;
    while (bits >= of_length[length].limit) length++;
    skip(reader, (unsigned)length);
    return ordered[of_length[length].place + (bits >> (LONGEST - length)) - of_length[length].first];
}

/* Tables: one of all codes, and one of beginnings with the symbols that they hold. */

struct entry {
    uint8_t symbols[SYMBOLS_AN_ENTRY];
    uint8_t count; /* 0: the code is longer */
    uint8_t bits;
};

static struct entry single[1 << LONGEST], several[1 << PEEKED];

static void add_single(uint32_t code, int length, int symbol) {
    uint32_t first = code << (LONGEST - length);
    for (uint32_t i = 0; i < 1u << (LONGEST - length); i++)
        single[first + i] = (struct entry){{(uint8_t)symbol}, 1, (uint8_t)length};
}

static void fill_several(void) {
    for (uint32_t peeked = 0; peeked < 1 << PEEKED; peeked++) {
        struct entry *entry = &several[peeked];
        while (entry->count < SYMBOLS_AN_ENTRY) {
            const struct entry *next = &single[peeked << (LONGEST - PEEKED) << entry->bits & ((1 << LONGEST) - 1)];
            if (next->count == 0 || entry->bits + next->bits > PEEKED) break;
            entry->symbols[entry->count++] = next->symbols[0];
            entry->bits += next->bits;
        }
    }
}

/* Where the next symbols are to go. */
static uint8_t *look_up(struct reader *reader, uint8_t *to) {
    const struct entry *entry = &several[peek(reader, PEEKED)];
    if (entry->count == 0 && LONGER_CODES == BY_LIMITS) {
        *to = find_by_limits(reader);
        return to + 1;
    }
    if (entry->count == 0) entry = &single[peek(reader, LONGEST)];
    if (COPIED == ALL) memcpy(to, entry->symbols, SYMBOLS_AN_ENTRY);
    else
        for (int i = 0; i < entry->count; i++) to[i] = entry->symbols[i];
    skip(reader, entry->bits);
    return to + entry->count;
}

static void decode_by_table(struct reader *reader, uint8_t *symbols, size_t n) {
    /* The last look-ups may find what stands behind the n-th symbol. */
    for (uint8_t *to = symbols, *end = symbols + n; to < end;) {
        need(reader, LOOK_UPS * LONGEST);
        for (int i = 0; i < LOOK_UPS; i++) to = look_up(reader, to);
    }
}

static void add_code(uint32_t code, int length, int symbol) {
    if (FOUND == NODES) add_nodes(code, length, symbol);
    if (FOUND == NUMBERS) add_numbers(code, length, symbol);
    if (FOUND >= LENGTHS) add_ordered(code, length, symbol);
    if (FOUND == TABLE) add_single(code, length, symbol);
}

static void add_codes(const uint8_t *lengths) {
    if (FOUND == NODES) root = new_node();
    uint32_t code = 0;
    for (int length = 1; length <= LONGEST; length++) {
        for (int symbol = 0; symbol < SYMBOLS; symbol++)
            if (lengths[symbol] == length) add_code(code++, length, symbol);
        code *= 2;
    }
    if (FOUND == TABLE) fill_several();
}

static void decode(struct reader *reader, uint8_t *symbols, size_t n) {
    if (FOUND == TABLE) {
        decode_by_table(reader, symbols, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (FOUND == NODES) symbols[i] = walk_nodes(reader);
        if (FOUND == NUMBERS) symbols[i] = walk_numbers(reader);
        if (FOUND == LENGTHS) symbols[i] = find_by_lengths(reader);
        if (FOUND == LIMITS) {
            need(reader, LONGEST);
            symbols[i] = find_by_limits(reader);
        }
    }
}

int main(void) {
    static char input[INPUT_BUFFER], output[OUTPUT_BUFFER];
    if (setvbuf(stdin, input, _IOFBF, INPUT_BUFFER) || setvbuf(stdout, output, _IOFBF, OUTPUT_BUFFER)) return 1;
    uint8_t lengths[SYMBOLS];
    int32_t n, size;
    read_exactly(lengths, sizeof lengths);
    read_exactly(&n, sizeof n);
    read_exactly(&size, sizeof size);
    if (n < 1 || n > MAX_N || size < 1 || size > MAX_BYTES) return 1;
    uint8_t *stream = calloc((size_t)size + SPARE, 1), *symbols = malloc((size_t)n + SPARE);
    if (stream == NULL || symbols == NULL) return 1;
    read_exactly(stream, (size_t)size);
    add_codes(lengths);
    struct reader reader = {.bytes = stream};
    decode(&reader, symbols, (size_t)n);
    write_exactly(symbols, (size_t)n);
    return 0;
}
