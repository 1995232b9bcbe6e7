/* A hash table with everything a knob: reading, hash function, chains or probing, size, tags, where stored
 * strings are kept, how they are compared and copied, writing. The input is read whole; a string
 * is known by where its length stands. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__x86_64__)
#define CRC_OF(crc, word) __builtin_ia32_crc32di(crc, word)
#else
#include <arm_acle.h>
#define CRC_OF(crc, word) __crc32cd((uint32_t)(crc), word)
#endif

enum {
    ONE_AT_A_TIME, DJB2, FNV, MULTIPLY_WORDS, CRC_WORDS, HASH = ${HASH},
    CHAINED, LINEAR, QUADRATIC, PROBING = ${PROBING},
    EACH_ALLOCATED, ARENA, INPUT, KEPT = ${KEPT},
    BYTES, LIBRARY, WORDS, COMPARED = ${COMPARED},
    AS_LONG_AS_KEY, AS_LONG_AS_LONGEST, WORD_LOOPS = ${WORD_LOOPS},
    COPY_UNIT = ${COPY_UNIT}, /* bytes at a time; 0: the library's copy */
    TAG_BITS = ${TAG_BITS},
    GROWING, FOR_ALL_PAIRS, SIZED = ${SIZED},
    CHOSEN_LOAD = ${ENTRIES_PER_16_SLOTS},
    /* Probing ends at an empty slot; of chains there may be fewer than entries. */
    ENTRIES_PER_16_SLOTS = PROBING == CHAINED || CHOSEN_LOAD < 14 ? CHOSEN_LOAD : 14,
    FIRST_SLOT_BITS = 4,
    READ_BYTES = ${READ_BYTES},
    WRITE_BUFFER = ${WRITE_BUFFER}, /* 0: each piece is handed to stdio */
    FIRST_CAPACITY = 1 << 20,
    LENGTH = sizeof(uint32_t),
    WORD = sizeof(uint64_t),
    SPARE = 64, /* bytes behind every string that may be read, and every buffer that may be written */
    MAX_KEY = 20,
    MAX_PAIRS = 10000000
};

/* Where an entry is, counted from 1, and some bits of its hash, by which most others are told apart unseen. */
struct link {
#if ${TAG_BITS} == 32
    uint32_t entry, tag;
#elif ${TAG_BITS} == 8
    uint32_t entry : 24, tag : 8;
    _Static_assert(MAX_PAIRS < 1 << 24, "entry numbers have 24 bits");
#else
    uint32_t entry;
#endif
};

struct entry {
    const char *key, *value;
    struct link next[PROBING == CHAINED]; /* open addressing has none */
};

static char *input, *arena, output[WRITE_BUFFER + SPARE];
static size_t input_size, position, output_size;
static struct link *slots;
static struct entry *entries;
static uint32_t entry_count, slot_bits;

static void *checked(void *memory) {
    if (memory == NULL) exit(1);
    return memory;
}

static void read_all(void) {
    size_t capacity = FIRST_CAPACITY, got;
    input = checked(malloc(capacity + SPARE));
    do {
        if (capacity - input_size < READ_BYTES) input = checked(realloc(input, (capacity *= 2) + SPARE));
        input_size += got = fread(input + input_size, 1, READ_BYTES, stdin);
    } while (got == READ_BYTES);
    if (ferror(stdin)) exit(1);
}

static void copy(char *to, const char *from, size_t bytes) {
    if (COPY_UNIT == 0) memcpy(to, from, bytes);
    else
        for (size_t at = 0; at < bytes; at += COPY_UNIT) memcpy(to + at, from + at, COPY_UNIT);
}

static uint32_t length_of(const char *text) {
    uint32_t length;
    memcpy(&length, text, sizeof length);
    return length;
}

static uint32_t take_count(void) {
    if (input_size - position < LENGTH) exit(1);
    uint32_t count = length_of(input + position);
    if (count > MAX_PAIRS) exit(1);
    position += LENGTH;
    return count;
}

static const char *take_text(void) {
    const char *text = input + position;
    if (input_size - position < LENGTH || input_size - position - LENGTH < length_of(text)) exit(1);
    position += LENGTH + length_of(text);
    return text;
}

static const char *take_key(void) {
    const char *key = take_text();
    if (length_of(key) > MAX_KEY) exit(1);
    return key;
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

/* The 8 bytes from `at` on; zeros where the key is over. */
static uint64_t word_at(const char *key, uint32_t at, uint32_t length) {
    uint64_t word;
    memcpy(&word, key + at, WORD);
    uint32_t left = at < length ? length - at : 0;
    return low_bits(word, 8 * left);
}

/* As many steps for every key are more work, but none that a processor mispredicts. */
static uint32_t loop_end(uint32_t length) { return WORD_LOOPS == AS_LONG_AS_LONGEST ? MAX_KEY : length; }

static uint32_t hash_by_words(const char *bytes, uint32_t length) {
    uint64_t state = length;
    for (uint32_t at = 0; at < loop_end(length); at += WORD) {
        uint64_t word = word_at(bytes, at, length);
        if (HASH == CRC_WORDS) {
            state = CRC_OF(state, word);
        } else {
            state = (state ^ word) * 0x9e3779b97f4a7c15u;
            state ^= state >> 32;
        }
    }
    return (uint32_t)state;
}

static uint32_t hash_by_bytes(const char *bytes, uint32_t length) {
    uint32_t state = HASH == ONE_AT_A_TIME ? 0 : HASH == DJB2 ? 5381 : 2166136261;
    for (uint32_t at = 0; at < length; at++) {
        uint32_t byte = (unsigned char)bytes[at];
        if (HASH == DJB2) {
            state = state * 33 + byte;
        } else if (HASH == FNV) {
            state = (state ^ byte) * 16777619;
        } else {
            state += byte;
            state += state << 10;
            state ^= state >> 6;
        }
    }
    if (HASH != ONE_AT_A_TIME) return state;
    state += state << 3;
    state ^= state >> 11;
    return state + (state << 15);
}

static uint32_t hash_of(const char *text) {
    int by_words = HASH == MULTIPLY_WORDS || HASH == CRC_WORDS;
    return (by_words ? hash_by_words : hash_by_bytes)(text + LENGTH, length_of(text));
}

static int same_words(const char *a, const char *b, uint32_t length) {
    uint64_t differing = 0;
    for (uint32_t at = 0; at < loop_end(length); at += WORD)
        differing |= word_at(a, at, length) ^ word_at(b, at, length);
    return differing == 0;
}

static int same_bytes(const char *a, const char *b, uint32_t length) {
    while (length > 0 && *a++ == *b++) length--;
    return length == 0;
}

static int same(const char *a, const char *b) {
    uint32_t length = length_of(a);
    if (length != length_of(b)) return 0;
    a += LENGTH;
    b += LENGTH;
    if (COMPARED == LIBRARY) return memcmp(a, b, length) == 0;
    return (COMPARED == WORDS ? same_words : same_bytes)(a, b, length);
}

static struct link link_to(uint32_t entry, uint32_t hash) {
#if ${TAG_BITS}
    return (struct link){.entry = entry, .tag = hash >> (32 - TAG_BITS)};
#else
    (void)hash;
    return (struct link){.entry = entry};
#endif
}

static int leads_to(struct link link, const char *key, uint32_t hash) {
#if ${TAG_BITS}
    if (link.tag != hash >> (32 - TAG_BITS)) return 0;
#else
    (void)hash;
#endif
    return same(entries[link.entry].key, key);
}

static size_t slot_of(size_t place) { return place & (((size_t)1 << slot_bits) - 1); }

/* The link to the key's entry, or the empty one where it belongs. */
static struct link *find(const char *key, uint32_t hash) {
    size_t at = slot_of(hash);
    struct link *link = &slots[at];
    for (size_t step = 1; link->entry != 0 && !leads_to(*link, key, hash); step++) {
        at = slot_of(at + (PROBING == QUADRATIC ? step : 1));
        link = PROBING == CHAINED ? entries[link->entry].next : &slots[at];
    }
    return link;
}

/* The string where it is to stay. */
static const char *kept(const char *text) {
    if (KEPT == INPUT) return text;
    size_t bytes = LENGTH + length_of(text);
    char *place = KEPT == ARENA ? arena : checked(malloc(bytes + SPARE));
    if (KEPT == ARENA) arena += bytes;
    copy(place, text, bytes);
    return place;
}

static size_t capacity(void) { return ((size_t)1 << slot_bits) * ENTRIES_PER_16_SLOTS / 16; }

static void make_slots(void) { slots = checked(calloc((size_t)1 << slot_bits, sizeof *slots)); }

static void make_table(uint32_t pairs) {
    slot_bits = FIRST_SLOT_BITS;
    while (SIZED == FOR_ALL_PAIRS && capacity() < pairs) slot_bits++;
    make_slots();
    entries = checked(calloc((size_t)pairs + 1, sizeof *entries));
    if (KEPT == ARENA) arena = checked(malloc(input_size + SPARE));
}

static void grow(void) {
    free(slots);
    slot_bits++;
    make_slots();
    for (uint32_t entry = 1; entry <= entry_count; entry++) {
        uint32_t hash = hash_of(entries[entry].key);
        if (PROBING == CHAINED) *entries[entry].next = (struct link){0};
        *find(entries[entry].key, hash) = link_to(entry, hash);
    }
}

static void store(const char *key, const char *value) {
    if (entry_count == capacity()) grow();
    uint32_t hash = hash_of(key);
    struct link *link = find(key, hash);
    if (link->entry == 0) {
        *link = link_to(++entry_count, hash);
        entries[link->entry].key = kept(key);
    } else if (KEPT == EACH_ALLOCATED) {
        free((char *)entries[link->entry].value);
    }
    entries[link->entry].value = kept(value);
}

static void write_exactly(const char *from, size_t bytes) {
    for (ssize_t written; bytes > 0; from += written, bytes -= (size_t)written)
        if ((written = write(1, from, bytes)) <= 0) exit(1);
}

static void flush(void) {
    write_exactly(output, output_size);
    output_size = 0;
    if (fflush(stdout) != 0) exit(1);
}

static void put(const void *from, size_t bytes) {
    if (WRITE_BUFFER == 0) {
        if (fwrite(from, 1, bytes, stdout) != bytes) exit(1);
        return;
    }
    if (WRITE_BUFFER - output_size < bytes) flush();
    if (WRITE_BUFFER < bytes) {
        write_exactly(from, bytes);
    } else {
        copy(output + output_size, from, bytes);
        output_size += bytes;
    }
}

static void put_int(uint32_t value) {
    char text[LENGTH + SPARE];
    memcpy(text, &value, LENGTH);
    put(text, LENGTH);
}

static void answer(const char *key) {
    uint32_t entry = find(key, hash_of(key))->entry;
    put_int(entry != 0);
    if (entry != 0) put(entries[entry].value, LENGTH + length_of(entries[entry].value));
}

int main(void) {
    read_all();
    uint32_t pairs = take_count();
    make_table(pairs);
    while (pairs-- > 0) {
        const char *key = take_key();
        store(key, take_text());
    }
    for (uint32_t left = take_count(); left > 0; left--) answer(take_key());
    flush();
    return 0;
}
