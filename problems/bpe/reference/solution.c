/* Each word by itself: look up the merges of all pairs, join the pair of the lowest one, and begin again. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    LETTERS = 26,
    MAX_MERGES = 5000,
    MAX_WORDS = 500000,
    LONGEST = 16,
    SLOTS = 1 << 14,
    NONE = MAX_MERGES
};

struct merge {
    int32_t left, right;
};

static struct merge merges[MAX_MERGES];
static int32_t slots[SLOTS]; /* number of a merge plus 1; 0: unused */

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

/* The pair's slot, or the unused one where it belongs. */
static int32_t *find(int32_t left, int32_t right) {
    uint32_t at = ((uint32_t)left << 16 | (uint32_t)right) * 2654435761u >> 18;
    while (slots[at] != 0 && (merges[slots[at] - 1].left != left || merges[slots[at] - 1].right != right))
        at = (at + 1) % SLOTS;
    return &slots[at];
}

static int32_t merge_of(int32_t left, int32_t right) {
    int32_t found = *find(left, right);
    return found == 0 ? NONE : found - 1;
}

static int32_t lowest_merge(const int32_t *tokens, int32_t count) {
    int32_t lowest = NONE;
    for (int32_t i = 0; i + 1 < count; i++) {
        int32_t merge = merge_of(tokens[i], tokens[i + 1]);
        if (merge < lowest) lowest = merge;
    }
    return lowest;
}

/* Joins all pairs of one merge; returns how many tokens there are then. */
static int32_t join(int32_t *tokens, int32_t count, int32_t merge) {
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++) {
        if (i + 1 < count && tokens[i] == merges[merge].left && tokens[i + 1] == merges[merge].right) {
            tokens[kept++] = LETTERS + merge;
            i++;
        } else {
            tokens[kept++] = tokens[i];
        }
    }
    return kept;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static int32_t encode(int32_t *tokens, int32_t count) {
    for (int32_t merge; (merge = lowest_merge(tokens, count)) != NONE;) count = join(tokens, count, merge);
    return count;
}

static int32_t read_word(int32_t *tokens) {
    uint8_t length, letters[LONGEST];
    read_exactly(&length, 1);
    if (length < 1 || length > LONGEST) exit(1);
    read_exactly(letters, length);
    for (int32_t i = 0; i < length; i++) {
        if (letters[i] < 'a' || letters[i] > 'z') exit(1);
        tokens[i] = letters[i] - 'a';
    }
    return length;
}

int main(void) {
    int32_t m = read_int(0, MAX_MERGES);
    for (int32_t i = 0; i < m; i++) {
        merges[i].left = read_int(0, LETTERS + i - 1);
        merges[i].right = read_int(0, LETTERS + i - 1);
        *find(merges[i].left, merges[i].right) = i + 1;
    }
    for (int32_t w = read_int(0, MAX_WORDS); w > 0; w--) {
        int32_t tokens[LONGEST], count = encode(tokens, read_word(tokens));
        uint16_t output[LONGEST];
        for (int32_t i = 0; i < count; i++) output[i] = (uint16_t)tokens[i];
        if (fwrite(output, sizeof *output, (size_t)count, stdout) != (size_t)count) return 1;
    }
    return fflush(stdout) != 0;
}
