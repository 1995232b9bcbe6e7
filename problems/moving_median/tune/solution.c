/* Moving median with everything a knob: whether the window is kept sorted, in two heaps, or as numbers of values:
 * in a binary indexed tree (Fenwick), in a tree of digits, or one by one, where the median steps from value to
 * value. How places and next values are found, how values are moved, reading and writing are chosen too. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SORTED, HEAPS, INDEXED, DIGITS, STEPS, WINDOW = ${WINDOW},
    LINEAR, HALVING, COUNTING, FOUND = ${FOUND}, /* places in a sorted window */
    ONE_BY_ONE, IN_A_LOOP, LIBRARY, MOVED = ${MOVED}, /* values of a sorted window */
    EACH_COUNT, WORDS_OF_BITS, WORDS_OF_WORDS, NEXT = ${NEXT}, /* how a step finds a value that occurs */
    CHILDREN = ${CHILDREN}, /* of an entry of a heap */
    DIGIT_BITS = ${DIGIT_BITS},
    READ_BYTES = ${READ_BYTES},
    WRITE_BYTES = ${WRITE_BYTES},
    INPUT_BUFFER = ${INPUT_BUFFER}, /* bytes */
    OUTPUT_BUFFER = ${OUTPUT_BUFFER},
    MOST_VALUES = 4000000,
    WIDEST = 65535,
    VALUE_BITS = 16,
    VALUES = 1 << VALUE_BITS,
    LEVELS = VALUE_BITS / DIGIT_BITS,
    BITS = 64,
    GROUP = BITS * BITS
};

typedef uint${COUNT_BITS}_t number;

static size_t width, half;

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

/* A sorted window. */

static uint16_t *window;

static int compare(const void *one, const void *other) {
    return *(const uint16_t *)one - *(const uint16_t *)other;
}

/* Index of the first value that is not smaller, or the width. */
static size_t place_of(uint16_t value) {
    size_t low = 0, left = width;
    if (FOUND == LINEAR)
        while (low < width && window[low] < value) low++;
    if (FOUND == COUNTING) {
        uint16_t smaller = 0;
        for (size_t i = 0; i < width; i++) smaller += window[i] < value;
        low = smaller;
    }
    while (FOUND == HALVING && left > 0) {
        size_t middle = left / 2;
        if (window[low + middle] < value) {
            low += middle + 1;
            left -= middle + 1;
        } else {
            left = middle;
        }
    }
    return low;
}

/* Moves values from the place of the one that leaves until the new one fits, comparing each. */
static void move_one_by_one(size_t i, uint16_t newest) {
    for (; i + 1 < width && window[i + 1] < newest; i++) window[i] = window[i + 1];
    for (; i > 0 && window[i - 1] > newest; i--) window[i] = window[i - 1];
    window[i] = newest;
}

static void move_down(uint16_t *to, const uint16_t *from, size_t count) {
    if (MOVED == LIBRARY) memmove(to, from, count * sizeof *to);
    else
        for (size_t i = 0; i < count; i++) to[i] = from[i];
}

static void move_up(uint16_t *to, const uint16_t *from, size_t count) {
    if (MOVED == LIBRARY) memmove(to, from, count * sizeof *to);
    else
        while (count-- > 0) to[count] = from[count];
}

static void replace_sorted(uint16_t oldest, uint16_t newest) {
    size_t from = place_of(oldest);
    if (MOVED == ONE_BY_ONE) {
        move_one_by_one(from, newest);
        return;
    }
    size_t to = place_of(newest);
    if (to > from) {
        to--;
        move_down(window + from, window + from + 1, to - from);
    } else {
        move_up(window + to + 1, window + to, from - to);
    }
    window[to] = newest;
}

static void start_sorted(const uint16_t *values) {
    window = malloc(width * sizeof *window);
    if (window == NULL) exit(1);
    memcpy(window, values, width * sizeof *window);
    qsort(window, width, sizeof *window, compare);
}

/* A heap of the smaller half with the median at its top, and one of the larger half. The oldest value's slot gets
 * the newest value, so that both keep their sizes. */

static uint16_t slots[WIDEST]; /* values, in the order in which they came */
static struct heap {
    uint16_t slots[WIDEST];
    size_t size;
} lower, upper;
static uint16_t places[WIDEST]; /* of slots in their heaps */
static uint8_t is_lower[WIDEST];
static size_t oldest_slot;

/* What is smallest at the top of a slot's heap. */
static int32_t key(uint16_t slot) {
    return is_lower[slot] ? -slots[slot] : slots[slot];
}

static void set_place(struct heap *heap, size_t place, uint16_t slot) {
    heap->slots[place] = slot;
    places[slot] = (uint16_t)place;
}

static size_t least_child(const struct heap *heap, size_t place) {
    size_t first = CHILDREN * place + 1, end = first + CHILDREN, least = first;
    if (end > heap->size) end = heap->size;
    for (size_t child = first + 1; child < end; child++)
        if (key(heap->slots[child]) < key(heap->slots[least])) least = child;
    return least;
}

static void sift(struct heap *heap, size_t place) {
    uint16_t slot = heap->slots[place];
    for (size_t parent; place > 0; place = parent) {
        parent = (place - 1) / CHILDREN;
        if (key(heap->slots[parent]) <= key(slot)) break;
        set_place(heap, place, heap->slots[parent]);
    }
    while (CHILDREN * place + 1 < heap->size) {
        size_t child = least_child(heap, place);
        if (key(heap->slots[child]) >= key(slot)) break;
        set_place(heap, place, heap->slots[child]);
        place = child;
    }
    set_place(heap, place, slot);
}

static void exchange_tops(void) {
    uint16_t larger = lower.slots[0], smaller = upper.slots[0];
    is_lower[larger] = 0;
    is_lower[smaller] = 1;
    set_place(&upper, 0, larger);
    set_place(&lower, 0, smaller);
    sift(&upper, 0);
    sift(&lower, 0);
}

static void settle(void) {
    while (half > 0 && slots[lower.slots[0]] > slots[upper.slots[0]]) exchange_tops();
}

static void replace_in_heap(uint16_t newest) {
    size_t slot = oldest_slot++;
    if (oldest_slot == width) oldest_slot = 0;
    slots[slot] = newest;
    sift(is_lower[slot] ? &lower : &upper, places[slot]);
    settle();
}

static void start_heaps(const uint16_t *values) {
    for (size_t slot = 0; slot < width; slot++) {
        slots[slot] = values[slot];
        is_lower[slot] = slot <= half;
        struct heap *heap = is_lower[slot] ? &lower : &upper;
        heap->slots[heap->size] = (uint16_t)slot;
        sift(heap, heap->size++);
    }
    settle();
}

/* Numbers of values in a binary indexed tree. */

static number indexed[VALUES + 1];

static void add_indexed(uint32_t value, number count) {
    for (value++; value <= VALUES; value += value & -value) indexed[value] += count;
}

static uint16_t median_indexed(void) {
    uint32_t value = 0;
    number left = (number)half;
    for (uint32_t step = VALUES / 2; step > 0; step /= 2) {
        if (indexed[value + step] > left) continue;
        value += step;
        left -= indexed[value];
    }
    return (uint16_t)value;
}

/* Numbers of values that begin with some digits, for each number of digits. */

static number trees[LEVELS][VALUES];

static void add_digits(uint16_t value, number count) {
    for (int level = 0; level < LEVELS; level++)
        trees[level][value >> (VALUE_BITS - DIGIT_BITS * (level + 1))] += count;
}

static uint16_t median_by_digits(void) {
    uint32_t value = 0;
    number left = (number)half;
    for (int level = 0; level < LEVELS; level++) {
        const number *counts = trees[level];
        for (value <<= DIGIT_BITS; counts[value] <= left; value++) left -= counts[value];
    }
    return (uint16_t)value;
}

/* Numbers of values, and the median with the number of smaller ones. */

static number counts[VALUES];
static uint64_t occurring[VALUES / BITS], filled[VALUES / GROUP]; /* values, and words of them that are not 0 */
static uint32_t median, smaller;

static void put(uint32_t value) {
    counts[value]++;
    if (NEXT >= WORDS_OF_BITS) occurring[value / BITS] |= UINT64_C(1) << value % BITS;
    if (NEXT == WORDS_OF_WORDS) filled[value / GROUP] |= UINT64_C(1) << value / BITS % BITS;
}

static void take(uint32_t value) {
    if (--counts[value] > 0 || NEXT == EACH_COUNT) return;
    occurring[value / BITS] &= ~(UINT64_C(1) << value % BITS);
    if (NEXT == WORDS_OF_WORDS && occurring[value / BITS] == 0)
        filled[value / GROUP] &= ~(UINT64_C(1) << value / BITS % BITS);
}

/* The number of the last bit that is set below bit `end` of a set. There is one. */
static uint32_t last_before(const uint64_t *words, uint32_t end) {
    uint32_t at = end / BITS;
    uint64_t word = words[at] & ((UINT64_C(1) << end % BITS) - 1);
    while (word == 0) word = words[--at];
    return at * BITS + BITS - 1 - (uint32_t)__builtin_clzll(word);
}

/* The number of the first bit that is set above bit `start`. There is one. */
static uint32_t first_after(const uint64_t *words, uint32_t start) {
    uint32_t at = start / BITS;
    uint64_t word = words[at] & ~UINT64_C(1) << start % BITS;
    while (word == 0) word = words[++at];
    return at * BITS + (uint32_t)__builtin_ctzll(word);
}

/* The largest value that occurs and is smaller. There is one. */
static uint32_t before(uint32_t value) {
    if (NEXT == EACH_COUNT) {
        do value--;
        while (counts[value] == 0);
        return value;
    }
    uint32_t word = value / BITS;
    if (NEXT == WORDS_OF_BITS || occurring[word] & ((UINT64_C(1) << value % BITS) - 1))
        return last_before(occurring, value);
    word = last_before(filled, word);
    return word * BITS + BITS - 1 - (uint32_t)__builtin_clzll(occurring[word]);
}

/* The smallest value that occurs and is larger. There is one. */
static uint32_t after(uint32_t value) {
    if (NEXT == EACH_COUNT) {
        do value++;
        while (counts[value] == 0);
        return value;
    }
    uint32_t word = value / BITS;
    if (NEXT == WORDS_OF_BITS || occurring[word] & ~UINT64_C(1) << value % BITS)
        return first_after(occurring, value);
    word = first_after(filled, word);
    return word * BITS + (uint32_t)__builtin_ctzll(occurring[word]);
}

static void move_median(void) {
    while (smaller > half) {
        median = before(median);
        smaller -= counts[median];
    }
    while (smaller + counts[median] <= half) {
        smaller += counts[median];
        median = after(median);
    }
}

static void replace_and_step(uint16_t oldest, uint16_t newest) {
    smaller += (uint32_t)(newest < median) - (uint32_t)(oldest < median);
    put(newest);
    take(oldest);
    move_median();
}

static void start_steps(const uint16_t *values) {
    for (size_t i = 0; i < width; i++) put(values[i]);
    while (counts[median] == 0) median++;
    move_median();
}

static void start(const uint16_t *values) {
    if (WINDOW == SORTED) start_sorted(values);
    if (WINDOW == HEAPS) start_heaps(values);
    if (WINDOW == STEPS) start_steps(values);
    for (size_t i = 0; i < width && WINDOW == INDEXED; i++) add_indexed(values[i], 1);
    for (size_t i = 0; i < width && WINDOW == DIGITS; i++) add_digits(values[i], 1);
}

static void replace(uint16_t oldest, uint16_t newest) {
    if (WINDOW == HEAPS) replace_in_heap(newest);
    if (WINDOW == SORTED) replace_sorted(oldest, newest);
    if (WINDOW == STEPS) replace_and_step(oldest, newest);
    if (WINDOW == INDEXED) {
        add_indexed(oldest, (number)-1);
        add_indexed(newest, 1);
    }
    if (WINDOW == DIGITS) {
        add_digits(oldest, (number)-1);
        add_digits(newest, 1);
    }
}

static uint16_t found_median(void) {
    if (WINDOW == SORTED) return window[half];
    if (WINDOW == HEAPS) return slots[lower.slots[0]];
    if (WINDOW == STEPS) return (uint16_t)median;
    return WINDOW == INDEXED ? median_indexed() : median_by_digits();
}

int main(void) {
    static char input[INPUT_BUFFER], output[OUTPUT_BUFFER];
    if (setvbuf(stdin, input, _IOFBF, INPUT_BUFFER) || setvbuf(stdout, output, _IOFBF, OUTPUT_BUFFER)) return 1;
    int32_t header[2];
    read_exactly(header, sizeof header);
    if (header[0] < 1 || header[0] > MOST_VALUES) return 1;
    if (header[1] < 1 || header[1] > WIDEST || header[1] % 2 == 0 || header[1] > header[0]) return 1;
    size_t n = (size_t)header[0];
    width = (size_t)header[1];
    half = width / 2;
    uint16_t *values = malloc(n * sizeof *values);
    if (values == NULL) return 1;
    read_exactly(values, n * sizeof *values);
    start(values);
    for (size_t i = 0; i + width < n; i++) {
        uint16_t oldest = values[i];
        values[i] = found_median(); /* in the place of a value that has left */
        replace(oldest, values[i + width]);
    }
    values[n - width] = found_median();
    write_exactly(values, (n - width + 1) * sizeof *values);
    return 0;
}
