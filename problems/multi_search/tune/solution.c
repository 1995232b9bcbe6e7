/* Search for many patterns with everything a knob. One pattern after the other may be compared at each place, be
 * left to the library, go on at its borders after a mismatch (Knuth, Morris, Pratt) or skip places (Horspool).
 * Groups of patterns may be looked for together: by a table of hashes of their first bytes, or by an automaton of
 * all their beginnings (Aho, Corasick). How bytes are compared, the tables and reading are chosen too. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    EACH_PLACE, LIBRARY, BORDERS, SKIPS, HASHES, AUTOMATON, METHOD = ${METHOD},
    PATTERNS_A_GROUP = ${PATTERNS_A_GROUP},
    BYTES, LIBRARY_CALL, WORDS, COMPARED = ${COMPARED},
    HASHED_BYTES = ${HASHED_BYTES},
    HASH_BITS = ${HASH_BITS},
    TOGETHER = ${TOGETHER}, /* places that are sifted by their hashes before any is compared */
    ALL_BYTES, OCCURRING, COLUMNS = ${COLUMNS}, /* of the automaton's table */
    AT_ONCE, BY_STATE, TALLIED = ${TALLIED}, /* hits of the automaton */
    READ_BYTES = ${READ_BYTES},
    INPUT_BUFFER = ${INPUT_BUFFER}, /* bytes */
    MAX_PATTERNS = 2000,
    MAX_TEXT = 5000000,
    SHORTEST = 3,
    LONGEST = 12,
    MAX_STATES = MAX_PATTERNS * LONGEST + 1,
    BYTE_VALUES = 256,
    SPARE = 64 /* bytes behind the text that may be read */
};

typedef uint${STATE_BITS}_t state;

struct pattern {
    unsigned char bytes[16], mask[16]; /* 255 for each byte of the pattern, then zeros */
    uint32_t length, count, sum;
    int32_t next; /* with the same hash, or the same bytes; -1: none */
};

static struct pattern patterns[MAX_PATTERNS];
static unsigned char *text;
static uint32_t text_size;

static void read_exactly(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        size_t piece = bytes - done < READ_BYTES ? bytes - done : READ_BYTES;
        if (fread((char *)to + done, 1, piece, stdin) != piece) exit(1);
        done += piece;
    }
}

static uint32_t read_count(int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < 0 || value > most) exit(1);
    return (uint32_t)value;
}

static void read_pattern(struct pattern *pattern) {
    unsigned char length;
    read_exactly(&length, 1);
    if (length < SHORTEST || length > LONGEST) exit(1);
    read_exactly(pattern->bytes, length);
    memset(pattern->mask, 255, length);
    pattern->length = length;
}

static void note(struct pattern *pattern, uint32_t place) {
    pattern->count++;
    pattern->sum += place;
}

static uint64_t word_at(const unsigned char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static int is_at(const struct pattern *pattern, const unsigned char *place) {
    if (COMPARED == LIBRARY_CALL) return memcmp(place, pattern->bytes, pattern->length) == 0;
    if (COMPARED == WORDS) {
        uint64_t first = (word_at(place) ^ word_at(pattern->bytes)) & word_at(pattern->mask);
        return (first | ((word_at(place + 8) ^ word_at(pattern->bytes + 8)) & word_at(pattern->mask + 8))) == 0;
    }
    uint32_t i = 0;
    while (i < pattern->length && place[i] == pattern->bytes[i]) i++;
    return i == pattern->length;
}

/* One pattern. */

static void search_each_place(struct pattern *pattern) {
    for (uint32_t i = 0; i + pattern->length <= text_size; i++)
        if (is_at(pattern, text + i)) note(pattern, i);
}

static void search_by_library(struct pattern *pattern) {
    const unsigned char *from = text, *end = text + text_size;
    while ((from = memmem(from, (size_t)(end - from), pattern->bytes, pattern->length)) != NULL)
        note(pattern, (uint32_t)(from++ - text));
}

static void search_by_borders(struct pattern *pattern) {
    uint32_t borders[LONGEST + 1] = {0}, matched = 0;
    for (uint32_t i = 1; i < pattern->length; i++) {
        while (matched > 0 && pattern->bytes[i] != pattern->bytes[matched]) matched = borders[matched];
        matched += pattern->bytes[i] == pattern->bytes[matched];
        borders[i + 1] = matched;
    }
    matched = 0;
    for (uint32_t i = 0; i < text_size; i++) {
        while (matched > 0 && text[i] != pattern->bytes[matched]) matched = borders[matched];
        matched += text[i] == pattern->bytes[matched];
        if (matched < pattern->length) continue;
        note(pattern, i + 1 - matched);
        matched = borders[matched];
    }
}

static void search_by_skips(struct pattern *pattern) {
    uint8_t skips[BYTE_VALUES];
    uint32_t last = pattern->length - 1;
    memset(skips, (int)pattern->length, sizeof skips);
    for (uint32_t i = 0; i < last; i++) skips[pattern->bytes[i]] = (uint8_t)(last - i);
    for (uint32_t i = 0; i + last < text_size; i += skips[text[i + last]])
        if (is_at(pattern, text + i)) note(pattern, i);
}

/* A group of patterns by hashes. */

static uint8_t begins[1 << HASH_BITS]; /* whether a pattern has this hash */
static int32_t firsts[1 << HASH_BITS];

static uint32_t hash_at(const unsigned char *bytes) {
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return (word << (32 - 8 * HASHED_BYTES)) * 0x9e3779b1u >> (32 - HASH_BITS);
}

static void compare(uint32_t i) {
    for (int32_t number = firsts[hash_at(text + i)]; number >= 0; number = patterns[number].next)
        if (i + patterns[number].length <= text_size && is_at(&patterns[number], text + i)) note(&patterns[number], i);
}

static void search_by_hashes(int32_t from, int32_t to) {
    for (int32_t number = from; number < to; number++) {
        uint32_t hash = hash_at(patterns[number].bytes);
        patterns[number].next = begins[hash] ? firsts[hash] : -1;
        firsts[hash] = number;
        begins[hash] = 1;
    }
    for (uint32_t start = 0; start < text_size; start += TOGETHER) {
        uint32_t candidates = 0;
        for (uint32_t i = 0; i < TOGETHER; i++) candidates |= (uint32_t)begins[hash_at(text + start + i)] << i;
        for (; candidates != 0; candidates &= candidates - 1) {
            uint32_t i = start + (uint32_t)__builtin_ctz(candidates);
            if (i < text_size) compare(i);
        }
    }
    for (int32_t number = from; number < to; number++) begins[hash_at(patterns[number].bytes)] = 0;
}

/* A group of patterns by an automaton. Its states are the beginnings of patterns; 0 is the empty one. */

static state table[MAX_STATES * BYTE_VALUES];
static struct {
    state suffix, hit; /* the longest states that it ends with: a shorter one, one that ends a pattern */
    int32_t pattern; /* that it is, -1: none */
    uint32_t visits, places;
} states[MAX_STATES];
static state in_order[MAX_STATES]; /* by length */
static uint32_t state_count, column_count;
static uint8_t column_of[BYTE_VALUES];

static uint32_t column(unsigned char byte) {
    return COLUMNS == OCCURRING ? column_of[byte] : byte;
}

static state *next_state(state from, uint32_t in_column) {
    return &table[from * (COLUMNS == OCCURRING ? column_count : BYTE_VALUES) + in_column];
}

static state new_state(void) {
    state added = (state)state_count++;
    memset(next_state(added, 0), 0, column_count * sizeof(state));
    memset(&states[added], 0, sizeof states[added]);
    states[added].pattern = -1;
    return added;
}

static void set_columns(int32_t from, int32_t to) {
    memset(column_of, 0, sizeof column_of); /* 0 is for all bytes that are in no pattern */
    column_count = 1;
    for (int32_t number = from; number < to; number++)
        for (uint32_t i = 0; i < patterns[number].length; i++)
            if (column_of[patterns[number].bytes[i]] == 0 && column_count < BYTE_VALUES)
                column_of[patterns[number].bytes[i]] = (uint8_t)column_count++;
    if (COLUMNS == ALL_BYTES) column_count = BYTE_VALUES;
}

static void add_states(int32_t number) {
    state at = 0;
    for (uint32_t i = 0; i < patterns[number].length; i++) {
        state *next = next_state(at, column(patterns[number].bytes[i]));
        if (*next == 0) *next = new_state();
        at = *next;
    }
    patterns[number].next = states[at].pattern;
    states[at].pattern = number;
}

/* Completes the table: where a beginning does not go on, its longest suffix does. */
static void connect(void) {
    uint32_t known = 1;
    in_order[0] = 0;
    for (uint32_t done = 0; done < known; done++) {
        state at = in_order[done], suffix = states[at].suffix;
        states[at].hit = states[at].pattern >= 0 ? at : states[suffix].hit;
        for (uint32_t i = 0; i < column_count; i++) {
            state *next = next_state(at, i), other = at == 0 ? 0 : *next_state(suffix, i);
            if (*next == 0) {
                *next = other;
            } else {
                states[*next].suffix = other;
                in_order[known++] = *next;
            }
        }
    }
}

static void note_hits(state at, uint32_t end) {
    for (state hit = states[at].hit; hit != 0; hit = states[states[hit].suffix].hit)
        for (int32_t number = states[hit].pattern; number >= 0; number = patterns[number].next)
            note(&patterns[number], end - patterns[number].length);
}

static void tally(void) {
    for (uint32_t i = state_count - 1; i > 0; i--) {
        state at = in_order[i], suffix = states[at].suffix;
        for (int32_t number = states[at].pattern; number >= 0; number = patterns[number].next) {
            patterns[number].count = states[at].visits;
            patterns[number].sum = states[at].places - states[at].visits * patterns[number].length;
        }
        states[suffix].visits += states[at].visits;
        states[suffix].places += states[at].places;
    }
}

static void search_by_automaton(int32_t from, int32_t to) {
    set_columns(from, to);
    state_count = 0;
    new_state();
    for (int32_t number = from; number < to; number++) add_states(number);
    connect();
    state at = 0;
    for (uint32_t end = 1; end <= text_size; end++) {
        at = *next_state(at, column(text[end - 1]));
        if (TALLIED == AT_ONCE) {
            note_hits(at, end);
        } else {
            states[at].visits++;
            states[at].places += end;
        }
    }
    if (TALLIED == BY_STATE) tally();
}

static void search_all(int32_t count) {
    int32_t step = METHOD < HASHES ? 1 : PATTERNS_A_GROUP;
    for (int32_t from = 0; from < count; from += step) {
        int32_t to = count - from < step ? count : from + step;
        if (METHOD == EACH_PLACE) search_each_place(&patterns[from]);
        if (METHOD == LIBRARY) search_by_library(&patterns[from]);
        if (METHOD == BORDERS) search_by_borders(&patterns[from]);
        if (METHOD == SKIPS) search_by_skips(&patterns[from]);
        if (METHOD == HASHES) search_by_hashes(from, to);
        if (METHOD == AUTOMATON) search_by_automaton(from, to);
    }
}

int main(void) {
    static char input[INPUT_BUFFER];
    if (setvbuf(stdin, input, _IOFBF, INPUT_BUFFER) != 0) return 1;
    uint32_t count = read_count(MAX_PATTERNS);
    for (uint32_t i = 0; i < count; i++) read_pattern(&patterns[i]);
    text_size = read_count(MAX_TEXT);
    text = calloc((size_t)text_size + SPARE, 1);
    if (text == NULL) return 1;
    read_exactly(text, text_size);
    search_all((int32_t)count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t result[] = {patterns[i].count, patterns[i].sum};
        if (fwrite(result, sizeof result, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
