/* Sorting with everything a knob: reading, keys, a first split by leading bits, then merge sort, quicksort or
 * radix sort of each part down to a cut-off, and a simple sort below it. NaNs are split off first, which keeps
 * their order; numbers that compare equal have the same bits, so the rest need not be stable. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FLOATS, KEYS_EACH_TIME, KEYS_ONCE, COMPARED = ${COMPARED},
    MERGE, QUICK, RADIX, BASE = ${BASE},
    SELECTION, INSERTION, RANK, SMALL = ${SMALL},
    BRANCH, ARITHMETIC, CHOICE = ${CHOICE},
    ALL_BACK, FEWEST, MOVED = ${MOVED},
    CUTOFF = ${CUTOFF},
    SPLIT_BITS = ${SPLIT_BITS},
    RADIX_BITS = ${RADIX_BITS},
    READ_BYTES = ${READ_BYTES},
    WRITE_BYTES = ${WRITE_BYTES},
    LEAST_FOR_RADIX = (1 << RADIX_BITS) / 8, /* counting costs a look at every digit */
    MAX_N = 10000000
};

static void sort_part(uint32_t *values, size_t n, uint32_t *scratch);

static int is_nan(uint32_t bits) { return (bits & 0x7fffffffu) > 0x7f800000u; }

/* Flips negative numbers entirely and sets the sign bit of the others: unsigned order is float order. */
static uint32_t key_of(uint32_t bits) { return bits ^ ((uint32_t)((int32_t)bits >> 31) | 0x80000000u); }
static uint32_t bits_of(uint32_t key) { return key ^ (((key >> 31) - 1u) | 0x80000000u); }

static uint32_t key(uint32_t value) { return COMPARED == KEYS_ONCE ? value : key_of(value); }

static float float_of(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static int before(uint32_t a, uint32_t b) {
    if (COMPARED != FLOATS) return key(a) < key(b);
    float x = float_of(a), y = float_of(b);
    return (x < y) | ((x == y) & (a > b)); /* equal, and not the same: -0.0 and +0.0 */
}

static void selection_sort(uint32_t *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t least = i;
        for (size_t j = i + 1; j < n; j++) least = before(values[j], values[least]) ? j : least;
        uint32_t value = values[least];
        values[least] = values[i];
        values[i] = value;
    }
}

static void insertion_sort(uint32_t *values, size_t n) {
    for (size_t i = 1; i < n; i++) {
        uint32_t value = values[i];
        size_t at = i;
        for (; at > 0 && before(value, values[at - 1]); at--) values[at] = values[at - 1];
        values[at] = value;
    }
}

/* A value's place is the number of those before it: more comparisons, but none is branched on. */
static void rank_sort(uint32_t *values, size_t n) {
    uint32_t copy[CUTOFF], ranks[CUTOFF];
    for (size_t i = 0; i < n; i++) {
        uint32_t value = copy[i] = values[i], after = 0;
        for (size_t j = 0; j < i; j++) {
            uint32_t is_before = (uint32_t)before(value, copy[j]);
            ranks[j] += is_before;
            after += is_before;
        }
        ranks[i] = (uint32_t)i - after;
    }
    for (size_t i = 0; i < n; i++) values[ranks[i]] = copy[i];
}

static void small_sort(uint32_t *values, size_t n) {
    if (SMALL == SELECTION) selection_sort(values, n);
    else if (SMALL == INSERTION) insertion_sort(values, n);
    else rank_sort(values, n);
}

static void merge_sort(uint32_t *values, size_t n, uint32_t *scratch) {
    size_t middle = n / 2;
    sort_part(values, middle, scratch);
    sort_part(values + middle, n - middle, scratch);
    /* What is merged into the scratch goes all back; what is merged from it is half as much to move. */
    const uint32_t *left = MOVED == ALL_BACK ? values : scratch, *left_end = left + middle;
    const uint32_t *right = values + middle, *end = values + n;
    uint32_t *out = MOVED == ALL_BACK ? scratch : values;
    if (MOVED == FEWEST) memcpy(scratch, values, middle * sizeof *values);
    while (left < left_end && right < end) {
        uint32_t from_right = (uint32_t)before(*right, *left);
        if (CHOICE == BRANCH) {
            *out++ = from_right ? *right++ : *left++;
        } else {
            *out++ = *left ^ ((*left ^ *right) & -from_right);
            right += from_right;
            left += !from_right;
        }
    }
    memcpy(out, left, (size_t)(left_end - left) * sizeof *values);
    if (MOVED == ALL_BACK) memcpy(values, scratch, (size_t)(right - values) * sizeof *values);
}

static uint32_t middle_of(uint32_t a, uint32_t b, uint32_t c) {
    if (before(a, b)) return before(b, c) ? b : before(a, c) ? c : a;
    return before(a, c) ? a : before(b, c) ? c : b;
}

/* Sorts one side of `of` values; a pivot that left nearly all on one side is not chosen again. */
static void sort_side(uint32_t *values, size_t n, uint32_t *scratch, size_t of) {
    if (n > of - of / 8) merge_sort(values, n, scratch);
    else sort_part(values, n, scratch);
}

static void quicksort(uint32_t *values, size_t n, uint32_t *scratch) {
    uint32_t pivot = middle_of(values[0], values[n / 2], values[n - 1]);
    size_t less = 0, more = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t value = values[i];
        if (CHOICE == BRANCH) {
            if (before(value, pivot)) values[less++] = value;
            else if (before(pivot, value)) scratch[more++] = value;
        } else {
            values[less] = scratch[more] = value;
            less += (size_t)before(value, pivot);
            more += (size_t)before(pivot, value);
        }
    }
    for (size_t i = less; i < n - more; i++) values[i] = pivot;
    memcpy(values + n - more, scratch, more * sizeof *values);
    sort_side(values, less, scratch, n);
    sort_side(values + n - more, more, scratch, n);
}

static uint32_t digit(uint32_t value, int shift, int bits) { return key(value) >> shift & ((1u << bits) - 1); }

/* Moves values in order of one digit, ties as they are; afterwards `ends` holds where each digit's end. */
static void distribute(const uint32_t *from, uint32_t *to, size_t n, int shift, int bits, uint32_t *ends) {
    memset(ends, 0, sizeof *ends << bits);
    for (size_t i = 0; i < n; i++) ends[digit(from[i], shift, bits)]++;
    uint32_t total = 0;
    for (size_t i = 0; i < (size_t)1 << bits; i++) {
        uint32_t count = ends[i];
        ends[i] = total;
        total += count;
    }
    for (size_t i = 0; i < n; i++) to[ends[digit(from[i], shift, bits)]++] = from[i];
}

static void radix_sort(uint32_t *values, size_t n, uint32_t *scratch) {
    static uint32_t ends[1 << RADIX_BITS];
    uint32_t *from = values, *to = scratch;
    for (int shift = 0; shift < 32 - SPLIT_BITS; shift += RADIX_BITS) {
        distribute(from, to, n, shift, RADIX_BITS, ends);
        if (MOVED == ALL_BACK) {
            memcpy(from, to, n * sizeof *from);
        } else {
            uint32_t *sorted = to;
            to = from;
            from = sorted;
        }
    }
    if (from != values) memcpy(values, from, n * sizeof *values);
}

static void sort_part(uint32_t *values, size_t n, uint32_t *scratch) {
    if (n <= CUTOFF) small_sort(values, n);
    else if (BASE == RADIX && n >= LEAST_FOR_RADIX) radix_sort(values, n, scratch);
    else if (BASE == QUICK) quicksort(values, n, scratch);
    else merge_sort(values, n, scratch);
}

/* Sorts, and says in which of the two the result is. */
static uint32_t *sort(uint32_t *values, size_t n, uint32_t *scratch) {
    static uint32_t ends[1 << SPLIT_BITS];
    if (SPLIT_BITS == 0) {
        sort_part(values, n, scratch);
        return values;
    }
    distribute(values, scratch, n, 32 - SPLIT_BITS, SPLIT_BITS, ends);
    for (size_t part = 0, start = 0; part < (size_t)1 << SPLIT_BITS; start = ends[part++])
        sort_part(scratch + start, ends[part] - start, values);
    return scratch;
}

/* Numbers to the front, as they are to be compared; NaNs to `nans`. Returns how many numbers there are. */
static size_t split_off_nans(uint32_t *values, size_t n, uint32_t *nans) {
    size_t numbers = 0, others = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_nan(values[i])) nans[others++] = values[i];
        else values[numbers++] = COMPARED == KEYS_ONCE ? key_of(values[i]) : values[i];
    }
    return numbers;
}

static size_t at_most(size_t limit, size_t bytes) { return bytes < limit ? bytes : limit; }

static void read_exactly(void *to, size_t bytes) {
    for (size_t at = 0, step; at < bytes; at += step) {
        step = at_most(READ_BYTES, bytes - at);
        if (fread((char *)to + at, 1, step, stdin) != step) exit(1);
    }
}

static void write_exactly(const void *from, size_t bytes) {
    for (size_t at = 0, step; at < bytes; at += step) {
        step = at_most(WRITE_BYTES, bytes - at);
        if (fwrite((const char *)from + at, 1, step, stdout) != step) exit(1);
    }
}

int main(void) {
    int32_t size;
    read_exactly(&size, sizeof size);
    if (size < 1 || size > MAX_N) return 1;
    size_t n = (size_t)size, bytes = n * sizeof(uint32_t);
    uint32_t *values = malloc(bytes), *scratch = malloc(bytes), *nans = malloc(bytes);
    if (!values || !scratch || !nans) return 1;
    read_exactly(values, bytes);
    size_t numbers = split_off_nans(values, n, nans);
    uint32_t *sorted = sort(values, numbers, scratch);
    if (COMPARED == KEYS_ONCE)
        for (size_t i = 0; i < numbers; i++) sorted[i] = bits_of(sorted[i]);
    memcpy(sorted + numbers, nans, (n - numbers) * sizeof *nans);
    write_exactly(sorted, bytes);
    return fflush(stdout) == 0 ? 0 : 1;
}
