/* Why it is fast: there is a set of bits for each list. A query with a short list looks its numbers up in the
 * sets of the others; any other query takes all its sets together, 256 bits at a time, and counts and adds up
 * what they have in common without looking for single bits: tables of sixteen entries give, for half a byte,
 * how many bits there are and the sum of their places. Nothing is sorted, merged or copied. */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MOST_LISTS = 10000,
    MOST_NUMBERS = 1000000,
    MOST_QUERIES = 1000000,
    FEWEST = 2,
    MOST = 4,
    VECTOR = 256, /* bits */
};

struct list {
    int32_t *numbers;
    __m256i *bits;
    size_t length;
};

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

static void *zeros(size_t count, size_t bytes) {
    void *memory = calloc(count + 1, bytes);
    if (memory == NULL) exit(1);
    return memory;
}

static __m256i *new_bits(size_t vectors) {
    void *memory = zeros(vectors, sizeof(__m256i));
    /* `zeros` gives one more than it is asked for. */
    return (__m256i *)(((uintptr_t)memory + sizeof(__m256i) - 1) & -sizeof(__m256i));
}

static struct list read_list(int32_t u, size_t vectors) {
    struct list list = {.length = (size_t)read_int(0, u), .bits = new_bits(vectors)};
    list.numbers = zeros(list.length, sizeof *list.numbers);
    read_exactly(list.numbers, list.length * sizeof *list.numbers);
    uint64_t *words = (uint64_t *)list.bits, word = 0;
    uint32_t at = 0;
    for (size_t i = 0; i < list.length; i++) {
        uint32_t number = (uint32_t)list.numbers[i];
        if (number >= (uint32_t)u) exit(1);
        word = number / 64 == at ? word : 0; /* numbers are ascending: a word is never met again */
        at = number / 64;
        word |= (uint64_t)1 << number % 64;
        words[at] = word;
    }
    return list;
}

/* The sets of a query; if there are fewer than four, the last is repeated. */
static void look_up(const struct list *shortest, __m256i *const sets[MOST], uint32_t result[2]) {
    const uint64_t *bits[MOST];
    for (int i = 0; i < MOST; i++) bits[i] = (const uint64_t *)sets[i];
    uint32_t count = 0, sum = 0;
    for (size_t i = 0; i < shortest->length; i++) {
        uint32_t number = (uint32_t)shortest->numbers[i], word = number / 64;
        uint64_t common = bits[0][word] & bits[1][word] & bits[2][word] & bits[3][word];
        uint32_t there = common >> number % 64 & 1;
        count += there;
        sum += number & -there;
    }
    result[0] = count;
    result[1] = sum;
}

/* What a table has for both halves of each byte. */
static __m256i of_halves(__m256i bits, __m256i low_table, __m256i high_table) {
    const __m256i half = _mm256_set1_epi8(15);
    __m256i low = _mm256_and_si256(bits, half), high = _mm256_and_si256(_mm256_srli_epi16(bits, 4), half);
    return _mm256_add_epi8(_mm256_shuffle_epi8(low_table, low), _mm256_shuffle_epi8(high_table, high));
}

static __m256i table(__m128i entries) { return _mm256_broadcastsi128_si256(entries); }

static uint32_t sum_of_64(__m256i v) {
    return (uint32_t)(_mm256_extract_epi64(v, 0) + _mm256_extract_epi64(v, 1) + _mm256_extract_epi64(v, 2) +
                      _mm256_extract_epi64(v, 3));
}

static uint32_t sum_of_32(__m256i v) {
    __m256i even = _mm256_and_si256(v, _mm256_set1_epi64x(UINT32_MAX));
    return sum_of_64(_mm256_add_epi64(even, _mm256_srli_epi64(v, 32)));
}

static void take_together(size_t vectors, __m256i *const bits[MOST], uint32_t result[2]) {
    const __m256i ones = table(_mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
    const __m256i low_places = table(_mm_setr_epi8(0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6));
    const __m256i high_places =
        table(_mm_setr_epi8(0, 4, 5, 9, 6, 10, 11, 15, 7, 11, 12, 16, 13, 17, 18, 22));
    const __m256i byte_places = _mm256_set1_epi64x(0x3830282018100800); /* of a byte's first bit in a word */
    const __m256i none = _mm256_setzero_si256(), each = _mm256_set1_epi8(1), each_pair = _mm256_set1_epi16(1);
    const __m256i *a = bits[0], *b = bits[1], *c = bits[2], *d = bits[3];
    __m256i first = _mm256_setr_epi64x(0, 64, 128, 192); /* the number of the first bit of each word */
    __m256i count = none, in_words = none, of_words = none;
    for (size_t i = 0; i < vectors; i++) {
        __m256i common = _mm256_and_si256(_mm256_and_si256(a[i], b[i]), _mm256_and_si256(c[i], d[i]));
        __m256i counts = of_halves(common, ones, ones), places = of_halves(common, low_places, high_places);
        __m256i sums = _mm256_maddubs_epi16(counts, byte_places);
        sums = _mm256_add_epi16(sums, _mm256_maddubs_epi16(places, each));
        in_words = _mm256_add_epi32(in_words, _mm256_madd_epi16(sums, each_pair));
        counts = _mm256_sad_epu8(counts, none);
        count = _mm256_add_epi64(count, counts);
        of_words = _mm256_add_epi64(of_words, _mm256_mul_epu32(counts, first));
        first = _mm256_add_epi64(first, _mm256_set1_epi64x(VECTOR));
    }
    result[0] = sum_of_64(count);
    result[1] = sum_of_32(in_words) + sum_of_64(of_words);
}

int main(void) {
    int32_t list_count = read_int(1, MOST_LISTS), u = read_int(1, MOST_NUMBERS);
    size_t vectors = ((size_t)u + VECTOR - 1) / VECTOR;
    struct list *lists = zeros((size_t)list_count, sizeof *lists);
    for (int32_t i = 0; i < list_count; i++) lists[i] = read_list(u, vectors);
    for (int32_t q = read_int(0, MOST_QUERIES); q > 0; q--) {
        const struct list *shortest = NULL;
        int32_t named[MOST], count = read_int(FEWEST, MOST);
        __m256i *bits[MOST];
        uint32_t result[2];
        read_exactly(named, (size_t)count * sizeof *named);
        for (int32_t i = 0; i < MOST; i++) {
            int32_t name = named[i < count ? i : count - 1];
            if (name < 0 || name >= list_count) return 1;
            bits[i] = lists[name].bits;
            if (shortest == NULL || lists[name].length < shortest->length) shortest = &lists[name];
        }
        if (shortest->length < vectors) look_up(shortest, bits, result);
        else take_together(vectors, bits, result);
        if (fwrite(result, sizeof result, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
