/* Why it is fast: a semicolon is found in 32 bytes at once; a name is a vector of as many bytes, which is
 * hashed and compared as such; a temperature is one multiplication. Where a line ends is known only after its
 * semicolon and its point are found, and the next line has to wait for that; so three parts of the input are
 * read in turn, whose lines do not wait for each other. The input passes through a buffer that stays in the
 * cache. */
#define _GNU_SOURCE /* for memrchr */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_NAME = 24,
    MAX_STATIONS = 5000,
    SLOT_BITS = 14,
    PIECE = 1 << 17,
    PARTS = 3,
    WORTH_PARTS = 1 << 12, /* bytes */
    MAX_LINE = 64,
    SPARE = 64, /* bytes behind the buffer that may be read */
};

struct station {
    __m256i name; /* and zeros behind it */
    int64_t sum;
    int32_t count, least, most;
};

static struct station stations[MAX_STATIONS];
static uint16_t slots[1 << SLOT_BITS]; /* number of a station plus 1 */
static int32_t station_count;

/* Takes a name off; returns what is behind the semicolon. */
static inline const char *take_name(const char *line, __m256i *name) {
    static const int8_t kept[2 * sizeof *name] = {[0 ... sizeof *name - 1] = -1};
    __m256i bytes = _mm256_loadu_si256((const __m256i *)line);
    unsigned found = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(';')));
    int length = __builtin_ctz(found | 1u << 31);
    *name = _mm256_and_si256(bytes, _mm256_loadu_si256((const __m256i *)(kept + sizeof *name - length)));
    return line + length + 1;
}

/* Parses a temperature; returns where the next line begins. */
static const char *take_tenths(const char *text, int32_t *tenths) {
    uint64_t word;
    memcpy(&word, text, sizeof word);
    int64_t sign = (int64_t)(~word << 59) >> 63; /* -1 if the first byte is a minus, which lacks this bit */
    int point = __builtin_ctzll(~word & 0x10101000);
    uint64_t digits = (word & ~(uint64_t)(sign & 0xff)) << (28 - point) & 0x0f000f0f00u;
    /* 100, 10 and 1 times the digits meet in these bits. */
    int32_t value = digits * 0x640a0001u >> 32 & 0x3ff;
    *tenths = (int32_t)((value ^ sign) - sign);
    return text + point / 8 + 3;
}

static inline uint64_t first_slot(__m256i name) {
    uint64_t hash = _mm_crc32_u64(0, (uint64_t)_mm256_extract_epi64(name, 0));
    hash = _mm_crc32_u64(hash, (uint64_t)_mm256_extract_epi64(name, 1));
    hash = _mm_crc32_u64(hash, (uint64_t)_mm256_extract_epi64(name, 2));
    return (hash ^ hash >> SLOT_BITS) % (1 << SLOT_BITS);
}

static __attribute__((noinline)) struct station *new_station(uint64_t slot, __m256i name) {
    if (station_count == MAX_STATIONS || _mm256_extract_epi64(name, MAX_NAME / 8) != 0) exit(1);
    struct station *station = &stations[station_count];
    *station = (struct station){.name = name, .least = INT32_MAX, .most = INT32_MIN};
    slots[slot] = (uint16_t)++station_count;
    return station;
}

static inline struct station *find(__m256i name) {
    for (uint64_t slot = first_slot(name);; slot = (slot + 1) % (1 << SLOT_BITS)) {
        if (__builtin_expect(slots[slot] == 0, 0)) return new_station(slot, name);
        struct station *station = &stations[slots[slot] - 1];
        __m256i differing = _mm256_xor_si256(station->name, name);
        if (__builtin_expect(_mm256_testz_si256(differing, differing), 1)) return station;
    }
}

__attribute__((always_inline)) static inline const char *take_line(const char *line) {
    __m256i name;
    int32_t tenths;
    line = take_tenths(take_name(line, &name), &tenths);
    struct station *station = find(name);
    station->sum += tenths;
    station->count++;
    station->least = tenths < station->least ? tenths : station->least;
    station->most = tenths > station->most ? tenths : station->most;
    return line;
}

static void take_rest(const char *line, const char *end) {
    while (line < end) line = take_line(line);
}

static void take_lines(const char *begin, const char *end) {
    const char *starts[PARTS + 1] = {begin, begin, begin, end};
    for (int i = 1; i < PARTS && end - begin >= WORTH_PARTS; i++)
        starts[i] = (const char *)memchr(begin + (end - begin) / PARTS * i, '\n', MAX_LINE) + 1;
    const char *one = starts[0], *two = starts[1], *three = starts[2];
    while (one < starts[1] && two < starts[2] && three < starts[3]) {
        one = take_line(one);
        two = take_line(two);
        three = take_line(three);
    }
    take_rest(one, starts[1]);
    take_rest(two, starts[2]);
    take_rest(three, starts[3]);
}

/* Whole lines at a time; the rest of a piece goes before the next one. */
static void take_input(void) {
    static char buffer[MAX_LINE + PIECE + SPARE];
    size_t rest = 0;
    for (ssize_t got; (got = read(0, buffer + rest, PIECE)) != 0;) {
        if (got < 0) exit(1);
        const char *behind = buffer + rest + got, *newline = memrchr(buffer, '\n', rest + (size_t)got);
        const char *end = newline == NULL ? buffer : newline + 1;
        take_lines(buffer, end);
        rest = (size_t)(behind - end);
        if (rest > MAX_LINE) exit(1);
        memmove(buffer, end, rest);
    }
    if (rest > 0) exit(1);
}

static int by_name(const void *a, const void *b) {
    const struct station *left = a, *right = b;
    return memcmp(&left->name, &right->name, sizeof left->name);
}

static void print(char before, int64_t tenths) {
    uint64_t size = (uint64_t)(tenths < 0 ? -tenths : tenths);
    putchar_unlocked(before);
    if (tenths < 0) putchar_unlocked('-');
    if (size >= 100) putchar_unlocked((int)('0' + size / 100));
    putchar_unlocked((int)('0' + size / 10 % 10));
    putchar_unlocked('.');
    putchar_unlocked((int)('0' + size % 10));
}

int main(void) {
    take_input();
    qsort(stations, (size_t)station_count, sizeof *stations, by_name);
    for (int32_t i = 0; i < station_count; i++) {
        const struct station *station = &stations[i];
        int64_t dividend = 2 * station->sum + station->count, divisor = 2 * (int64_t)station->count;
        const char *name = (const char *)&station->name;
        fwrite(name, 1, strnlen(name, sizeof station->name), stdout);
        print('=', station->least);
        print('/', dividend / divisor - (dividend % divisor < 0));
        print('/', station->most);
        putchar_unlocked('\n');
    }
    return fflush(stdout) != 0;
}
