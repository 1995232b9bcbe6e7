/* Byte pair encoding with everything a knob: how the merge of a pair is found, whether merges are kept beside tokens or
 * looked up again, how the lowest is chosen, how many pairs are joined at once; which encoded words are remembered, by
 * what hash and in how many places; how letters are loaded, compared and written. */
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
    HASHED, SORTED, MATRIX, MERGE_FOUND = ${MERGE_FOUND},
    EACH_TIME, WHERE_CHANGED, LOOKED_UP = ${LOOKED_UP},
    SLOT_BITS = 14,
    BRANCH, CHOICE, ALL_PLACES, LOWEST = ${LOWEST},
    FIRST_PAIR, ALL_PAIRS, JOINED = ${JOINED},
    NO_WORDS, FIRST_WORDS, LAST_WORDS, REMEMBERED = ${REMEMBERED},
    REMEMBERED_LETTERS = ${REMEMBERED_LETTERS}, /* of the longest word that is remembered */
    MEMORY_BITS = ${MEMORY_BITS}, /* of the number of sets */
    WAYS = ${WAYS}, /* words of a set */
    ENDS, DJB2, MULTIPLY, CRC, WORD_HASH = ${WORD_HASH},
    BYTES, LIBRARY, WORDS, COMPARED = ${COMPARED},
    BYTE_BY_BYTE, COPIED, MASKED, LOADED = ${LOADED},
    READ_BYTES = ${READ_BYTES},
    WRITE_TOKENS = ${WRITE_TOKENS}, /* of the buffer; 0: each word is handed to stdio */
    TOKEN_BY_TOKEN, LONGEST_WORD, PUT = ${PUT},
    LETTERS = 26,
    MAX_MERGES = 5000,
    MAX_WORDS = 500000,
    LONGEST = 16,
    SPARE = 32,
    NONE = 0xffff
};

struct merge {
    uint32_t pair;
    uint16_t number;
};

struct word {
    uint64_t letters[2]; /* and zeros behind them */
    uint32_t length, count;
    uint16_t tokens[LONGEST];
};

static unsigned char *input;
static size_t input_size, position, used;
static struct merge slots[1 << SLOT_BITS]; /* a pair is that plus 1; 0: unused */
static struct merge sorted[MAX_MERGES];
static uint16_t *matrix; /* numbers of merges plus 1 */
static uint32_t merge_count, token_count;
static struct word memory[1 << MEMORY_BITS][WAYS];
static uint16_t output[WRITE_TOKENS + LONGEST];

static void read_input(void) {
    size_t capacity = 1 << 20, got;
    input = malloc(capacity + SPARE);
    do {
        if (capacity - input_size < READ_BYTES) input = realloc(input, (capacity *= 2) + SPARE);
        if (input == NULL) exit(1);
        input_size += got = fread(input + input_size, 1, READ_BYTES, stdin);
    } while (got == READ_BYTES);
}

static const unsigned char *take(size_t bytes) {
    if (input_size - position < bytes) exit(1);
    position += bytes;
    return input + position - bytes;
}

static uint32_t take_int(uint32_t most) {
    uint32_t value;
    memcpy(&value, take(sizeof value), sizeof value);
    if (value > most) exit(1);
    return value;
}

/* The pair's slot, or the unused one where it belongs. */
static struct merge *find_slot(uint32_t left, uint32_t right) {
    uint32_t pair = left << 16 | right;
    uint32_t at = pair * 2654435761u >> (32 - SLOT_BITS);
    while (slots[at].pair != 0 && slots[at].pair != pair + 1) at = (at + 1) % (1 << SLOT_BITS);
    return &slots[at];
}

static uint16_t search_sorted(uint32_t pair) {
    uint32_t low = 0, high = merge_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (sorted[middle].pair < pair) low = middle + 1;
        else high = middle;
    }
    return low < merge_count && sorted[low].pair == pair ? sorted[low].number : NONE;
}

static uint16_t merge_of(uint32_t left, uint32_t right) {
    if (MERGE_FOUND == MATRIX) return (uint16_t)(matrix[left * token_count + right] - 1);
    if (MERGE_FOUND == SORTED) return search_sorted(left << 16 | right);
    const struct merge *slot = find_slot(left, right);
    return slot->pair == 0 ? NONE : slot->number;
}

static int by_pair(const void *a, const void *b) {
    uint32_t first = ((const struct merge *)a)->pair, second = ((const struct merge *)b)->pair;
    return first < second ? -1 : first > second;
}

static void take_merges(void) {
    merge_count = take_int(MAX_MERGES);
    token_count = LETTERS + merge_count;
    if (MERGE_FOUND == MATRIX) matrix = calloc((size_t)token_count * token_count, sizeof *matrix);
    if (MERGE_FOUND == MATRIX && matrix == NULL) exit(1);
    for (uint32_t i = 0; i < merge_count; i++) {
        uint32_t left = take_int(LETTERS + i - 1), right = take_int(LETTERS + i - 1), pair = left << 16 | right;
        if (MERGE_FOUND == MATRIX) matrix[left * token_count + right] = (uint16_t)(i + 1);
        else if (MERGE_FOUND == SORTED) sorted[i] = (struct merge){pair, (uint16_t)i};
        else *find_slot(left, right) = (struct merge){pair + 1, (uint16_t)i};
    }
    if (MERGE_FOUND == SORTED) qsort(sorted, merge_count, sizeof *sorted, by_pair);
}

static void look_up_pairs(const uint16_t *tokens, uint16_t *merges, uint32_t count) {
    for (uint32_t i = 0; i + 1 < count; i++) merges[i] = merge_of(tokens[i], tokens[i + 1]);
}

static uint16_t lowest_of(uint16_t *merges, uint32_t count) {
    uint16_t lowest = NONE;
    if (LOWEST == ALL_PLACES) {
        for (uint32_t i = count - 1; i < LONGEST; i++) merges[i] = NONE;
        for (uint32_t i = 0; i < LONGEST; i++) lowest = merges[i] < lowest ? merges[i] : lowest;
    } else if (LOWEST == CHOICE) {
        for (uint32_t i = 0; i + 1 < count; i++) lowest = merges[i] < lowest ? merges[i] : lowest;
    } else {
        for (uint32_t i = 0; i + 1 < count; i++)
            if (merges[i] < lowest) lowest = merges[i];
    }
    return lowest;
}

/* Joins the first pair of a merge or all; returns how many tokens there are then. */
static uint32_t join(uint16_t *tokens, uint16_t *merges, uint32_t count, uint16_t merge) {
    uint32_t kept = 0;
    int is_over = 0;
    for (uint32_t i = 0; i < count; i++, kept++) {
        int is_joined = i + 1 < count && merges[i] == merge && !is_over;
        tokens[kept] = is_joined ? (uint16_t)(LETTERS + merge) : tokens[i];
        i += (uint32_t)is_joined;
        merges[kept] = merges[i];
        is_over |= is_joined && JOINED == FIRST_PAIR;
    }
    return kept;
}

static void look_up_changed(const uint16_t *tokens, uint16_t *merges, uint32_t count, uint16_t joined) {
    for (uint32_t i = 0; i + 1 < count; i++)
        if (tokens[i] == joined || tokens[i + 1] == joined) merges[i] = merge_of(tokens[i], tokens[i + 1]);
}

static void encode(struct word *word) {
    uint16_t merges[LONGEST], lowest;
    const unsigned char *letters = (const unsigned char *)word->letters;
    word->count = word->length;
    for (uint32_t i = 0; i < word->length; i++) word->tokens[i] = (uint16_t)(letters[i] - 'a');
    look_up_pairs(word->tokens, merges, word->count);
    while ((lowest = lowest_of(merges, word->count)) != NONE) {
        word->count = join(word->tokens, merges, word->count, lowest);
        if (LOOKED_UP == EACH_TIME) look_up_pairs(word->tokens, merges, word->count);
        else look_up_changed(word->tokens, merges, word->count, (uint16_t)(LETTERS + lowest));
    }
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

static void load(struct word *word, const unsigned char *letters, uint32_t length) {
    word->length = length;
    if (LOADED == MASKED) {
        memcpy(word->letters, letters, LONGEST);
        uint32_t first = length < 8 ? 8 * length : 64;
        word->letters[0] = low_bits(word->letters[0], first);
        word->letters[1] = low_bits(word->letters[1], 8 * length - first);
        return;
    }
    word->letters[0] = word->letters[1] = 0;
    if (LOADED == COPIED) memcpy(word->letters, letters, length);
    else
        for (uint32_t i = 0; i < length; i++) ((unsigned char *)word->letters)[i] = letters[i];
}

static uint32_t hash_of(const struct word *word) {
    const unsigned char *letters = (const unsigned char *)word->letters;
    if (WORD_HASH == MULTIPLY) {
        uint64_t hash = (word->letters[0] ^ word->letters[1] * 0x9e3779b97f4a7c15u) * 0xd6e8feb86659fd93u;
        return (uint32_t)((hash ^ hash << 29) >> 32);
    }
    if (WORD_HASH == CRC)
        return (uint32_t)CRC_OF(CRC_OF(0, word->letters[0]), word->letters[1]);
    if (WORD_HASH == ENDS) return letters[0] + 32u * letters[word->length - 1] + 1024u * word->length;
    uint32_t hash = 5381;
    for (uint32_t i = 0; i < word->length; i++) hash = hash * 33 + letters[i];
    return hash;
}

static int is_same(const struct word *a, const struct word *b) {
    if (COMPARED == WORDS) return ((a->letters[0] ^ b->letters[0]) | (a->letters[1] ^ b->letters[1])) == 0;
    if (a->length != b->length) return 0;
    const unsigned char *first = (const unsigned char *)a->letters, *second = (const unsigned char *)b->letters;
    if (COMPARED == LIBRARY) return memcmp(first, second, a->length) == 0;
    uint32_t at = 0;
    while (at < a->length && first[at] == second[at]) at++;
    return at == a->length;
}

/* The word with its tokens, from memory if it is there. */
static const struct word *encoded(struct word *word) {
    if (REMEMBERED == NO_WORDS || word->length > REMEMBERED_LETTERS) {
        encode(word);
        return word;
    }
    struct word *set = memory[hash_of(word) * 2654435761u >> (32 - MEMORY_BITS)];
    int way = 0;
    while (way < WAYS && set[way].length != 0 && !is_same(&set[way], word)) way++;
    if (way < WAYS && set[way].length != 0) return &set[way];
    encode(word);
    if (way == WAYS && REMEMBERED == FIRST_WORDS) return word;
    /* The one that came into the set first is forgotten. */
    for (int i = way < WAYS ? way : WAYS - 1; i > 0; i--) set[i] = set[i - 1];
    return memcpy(&set[0], word, sizeof *word);
}

static void write_out(const uint16_t *tokens, size_t count) {
    if (fwrite(tokens, sizeof *tokens, count, stdout) != count) exit(1);
}

static void put(const struct word *word) {
    if (WRITE_TOKENS == 0) {
        write_out(word->tokens, word->count);
        return;
    }
    if (PUT == LONGEST_WORD) memcpy(output + used, word->tokens, sizeof word->tokens);
    else
        for (uint32_t i = 0; i < word->count; i++) output[used + i] = word->tokens[i];
    used += word->count;
    if (used < WRITE_TOKENS) return;
    write_out(output, used);
    used = 0;
}

int main(void) {
    read_input();
    take_merges();
    for (uint32_t words = take_int(MAX_WORDS); words > 0; words--) {
        struct word word;
        uint32_t length = *take(1);
        if (length < 1 || length > LONGEST) return 1;
        load(&word, take(length), length);
        put(encoded(&word));
    }
    write_out(output, used);
    return fflush(stdout) != 0;
}
