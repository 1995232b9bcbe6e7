/* Why it is fast: there is a set of bits for each list. A query with a short list looks its numbers up in the
 * sets of the others; any other query takes the words of all its sets together. Nothing is sorted, merged or
 * copied. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MOST_LISTS = 10000,
    MOST_NUMBERS = 1000000,
    MOST_QUERIES = 1000000,
    FEWEST = 2,
    MOST = 4,
    WORTH = 2, /* numbers that take as long to look up as a word to be taken together with others */
};

struct list {
    int32_t *numbers;
    uint64_t *bits;
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

static struct list read_list(int32_t u, size_t words) {
    struct list list = {.length = (size_t)read_int(0, u), .bits = zeros(words, sizeof *list.bits)};
    list.numbers = zeros(list.length, sizeof *list.numbers);
    read_exactly(list.numbers, list.length * sizeof *list.numbers);
    for (size_t i = 0; i < list.length; i++) {
        uint32_t number = (uint32_t)list.numbers[i];
        if (number >= (uint32_t)u) exit(1);
        list.bits[number / 64] |= (uint64_t)1 << number % 64;
    }
    return list;
}

/* The sets of a query; if there are fewer than four, the last is repeated. */
static void look_up(const struct list *shortest, uint64_t *const bits[MOST], uint32_t result[2]) {
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

static void take_together(size_t words, uint64_t *const bits[MOST], uint32_t result[2]) {
    uint32_t count = 0, sum = 0;
    for (size_t word = 0; word < words; word++) {
        uint64_t common = bits[0][word] & bits[1][word] & bits[2][word] & bits[3][word];
        count += (uint32_t)__builtin_popcountll(common);
        for (; common != 0; common &= common - 1)
            sum += (uint32_t)(64 * word) + (uint32_t)__builtin_ctzll(common);
    }
    result[0] = count;
    result[1] = sum;
}

int main(void) {
    int32_t list_count = read_int(1, MOST_LISTS), u = read_int(1, MOST_NUMBERS);
    size_t words = (size_t)u / 64 + 1;
    struct list *lists = zeros((size_t)list_count, sizeof *lists);
    for (int32_t i = 0; i < list_count; i++) lists[i] = read_list(u, words);
    for (int32_t q = read_int(0, MOST_QUERIES); q > 0; q--) {
        const struct list *shortest = NULL;
        int32_t named[MOST], count = read_int(FEWEST, MOST);
        uint64_t *bits[MOST];
        uint32_t result[2];
        read_exactly(named, (size_t)count * sizeof *named);
        for (int32_t i = 0; i < MOST; i++) {
            int32_t name = named[i < count ? i : count - 1];
            if (name < 0 || name >= list_count) return 1;
            bits[i] = lists[name].bits;
            if (shortest == NULL || lists[name].length < shortest->length) shortest = &lists[name];
        }
        if (shortest->length < WORTH * words) look_up(shortest, bits, result);
        else take_together(words, bits, result);
        if (fwrite(result, sizeof result, 1, stdout) != 1) return 1;
    }
    return fflush(stdout) != 0;
}
