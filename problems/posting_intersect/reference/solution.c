/* Posting lists: each query merges its first two lists into a new one, then that with the next, and so on. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LISTS = 10000, MOST_NUMBERS = 1000000, MOST_QUERIES = 1000000, FEWEST = 2, MOST = 4 };

struct list {
    int32_t *numbers;
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

static struct list new_list(size_t length) {
    struct list list = {malloc((length + 1) * sizeof *list.numbers), length};
    if (list.numbers == NULL) exit(1);
    return list;
}

static struct list *read_lists(int32_t count, int32_t u) {
    struct list *lists = malloc((size_t)count * sizeof *lists);
    if (lists == NULL) exit(1);
    for (int32_t i = 0; i < count; i++) {
        lists[i] = new_list((size_t)read_int(0, u));
        read_exactly(lists[i].numbers, lists[i].length * sizeof *lists[i].numbers);
    }
    return lists;
}

/* Puts the numbers that are in both lists into a third, and returns how many there are. */
__attribute__((noinline)) /* the same code, whatever it is called from */
static size_t intersect(const struct list *one, const struct list *other, int32_t *both) {
    size_t i = 0, k = 0, count = 0;
    while (i < one->length && k < other->length) {
        if (one->numbers[i] < other->numbers[k]) {
            i++;
        } else if (one->numbers[i] > other->numbers[k]) {
            k++;
        } else {
            both[count++] = one->numbers[i];
            i++;
            k++;
        }
    }
    return count;
}

static void answer(const struct list *lists, int32_t list_count, struct list *common, struct list *next) {
    int32_t left = read_int(FEWEST, MOST);
    const struct list *first = &lists[read_int(0, list_count - 1)];
    memcpy(common->numbers, first->numbers, first->length * sizeof *first->numbers);
    common->length = first->length;
    while (--left > 0) {
        next->length = intersect(common, &lists[read_int(0, list_count - 1)], next->numbers);
        struct list old = *common;
        *common = *next;
        *next = old;
    }
    uint32_t result[2] = {(uint32_t)common->length, 0};
    for (size_t i = 0; i < common->length; i++) result[1] += (uint32_t)common->numbers[i];
    if (fwrite(result, sizeof result, 1, stdout) != 1) exit(1);
}

int main(void) {
    int32_t list_count = read_int(1, MOST_LISTS), u = read_int(1, MOST_NUMBERS);
    const struct list *lists = read_lists(list_count, u);
    struct list common = new_list((size_t)u), next = new_list((size_t)u);
    for (int32_t q = read_int(0, MOST_QUERIES); q > 0; q--) answer(lists, list_count, &common, &next);
    return fflush(stdout) != 0;
}
