/* Why it is fast: a table remembers which tokens a word becomes, so that most words are only copied. Each
 * word has one place in it, and is compared as two numbers of eight letters. For a word that is not there,
 * the merge of each token with the next is kept beside it, and looked up only where a token has changed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LETTERS = 26,
    MAX_MERGES = 5000,
    MAX_WORDS = 500000,
    LONGEST = 16,
    SPARE = 32,
    SLOTS = 1 << 14,
    NONE = 0xffff,
    MEMORY_BITS = 15,
    OUT_BUFFER = 1 << 16,
};

struct slot {
    uint32_t pair; /* plus 1; 0: unused */
    uint16_t merge;
};

struct word {
    uint64_t letters[2]; /* and zeros behind them */
    uint16_t tokens[LONGEST];
    uint32_t count;
};

static unsigned char *input;
static size_t input_size, position;
static struct slot slots[SLOTS];
static struct word *memory;
static uint16_t output[OUT_BUFFER];

/* Everything from standard input, with SPARE bytes behind it that may be read. */
static void read_input(void) {
    size_t capacity = 1 << 16, got;
    input = malloc(capacity + SPARE);
    while (input != NULL && (got = fread(input + input_size, 1, capacity - input_size, stdin)) > 0) {
        input_size += got;
        if (input_size == capacity) input = realloc(input, (capacity *= 4) + SPARE);
    }
    if (input == NULL) exit(1);
    memset(input + input_size, 0, SPARE);
}

static const unsigned char *take(size_t bytes) {
    if (input_size - position < bytes) exit(1);
    position += bytes;
    return input + position - bytes;
}

static int32_t take_int(int32_t most) {
    int32_t value;
    memcpy(&value, take(sizeof value), sizeof value);
    if (value < 0 || value > most) exit(1);
    return value;
}

static struct slot *find(uint32_t pair) {
    uint32_t at = pair * 2654435761u >> 18;
    while (slots[at].pair != 0 && slots[at].pair != pair + 1) at = (at + 1) % SLOTS;
    return &slots[at];
}

static uint16_t merge_of(uint16_t left, uint16_t right) {
    const struct slot *slot = find((uint32_t)left << 16 | right);
    return slot->pair == 0 ? NONE : slot->merge;
}

static void encode(struct word *word, uint32_t length) {
    uint16_t *tokens = word->tokens, merges[LONGEST];
    const unsigned char *letters = (const unsigned char *)word->letters;
    for (uint32_t i = 0; i < length; i++) tokens[i] = (uint16_t)(letters[i] - 'a');
    uint32_t count = length;
    for (uint32_t i = 0; i + 1 < count; i++) merges[i] = merge_of(tokens[i], tokens[i + 1]);
    for (;;) {
        merges[count - 1] = NONE;
        uint16_t lowest = NONE;
        for (uint32_t i = 0; i < count; i++) lowest = merges[i] < lowest ? merges[i] : lowest;
        if (lowest == NONE) break;
        uint16_t joined = (uint16_t)(LETTERS + lowest);
        uint32_t kept = 0;
        for (uint32_t i = 0; i < count; i++, kept++) {
            int is_joined = merges[i] == lowest;
            tokens[kept] = is_joined ? joined : tokens[i];
            i += (uint32_t)is_joined;
            merges[kept] = merges[i];
        }
        count = kept;
        for (uint32_t i = 0; i + 1 < count; i++)
            if (tokens[i] == joined || tokens[i + 1] == joined)
                merges[i] = merge_of(tokens[i], tokens[i + 1]);
    }
    word->count = count;
}

/* The next word's tokens, from memory if they are there. */
static const struct word *take_word(void) {
    uint32_t length = *take(1);
    if (length < 1 || length > LONGEST) exit(1);
    uint64_t letters[2];
    memcpy(letters, take(length), sizeof letters);
    if (length <= 8) {
        letters[0] = letters[0] << (64 - 8 * length) >> (64 - 8 * length);
        letters[1] = 0;
    } else {
        letters[1] = letters[1] << (128 - 8 * length) >> (128 - 8 * length);
    }
    uint64_t hash = (letters[0] ^ letters[1] * 0x9e3779b97f4a7c15u) * 0xd6e8feb86659fd93u;
    struct word *word = &memory[(hash ^ hash << 29) >> (64 - MEMORY_BITS)];
    if (memcmp(word->letters, letters, sizeof letters) != 0) {
        memcpy(word->letters, letters, sizeof letters);
        encode(word, length);
    }
    return word;
}

static void flush(size_t count) {
    if (fwrite(output, sizeof *output, count, stdout) != count) exit(1);
}

int main(void) {
    read_input();
    memory = calloc((size_t)1 << MEMORY_BITS, sizeof *memory);
    if (memory == NULL) return 1;
    int32_t m = take_int(MAX_MERGES);
    for (int32_t i = 0; i < m; i++) {
        uint32_t left = (uint32_t)take_int(LETTERS + i - 1), right = (uint32_t)take_int(LETTERS + i - 1);
        *find(left << 16 | right) = (struct slot){(left << 16 | right) + 1, (uint16_t)i};
    }
    size_t used = 0;
    for (int32_t w = take_int(MAX_WORDS); w > 0; w--) {
        const struct word *word = take_word();
        if (OUT_BUFFER - used < LONGEST) {
            flush(used);
            used = 0;
        }
        memcpy(output + used, word->tokens, sizeof word->tokens);
        used += word->count;
    }
    flush(used);
    return fflush(stdout) != 0;
}
