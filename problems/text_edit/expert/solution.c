/* Why it is fast: the text lies in pieces of at most a kilobyte, so that an edit moves some hundred bytes.
 * The piece of a position is found in two steps: by the sums of the lengths of 32 pieces each, and then by
 * the lengths of these pieces. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_TEXT = 8000000,
    MAX_EDITS = 1000000,
    MAX_EDIT = 64,
    ROOM = 1024, /* bytes of a piece */
    FULL = 512,  /* bytes that a piece has at first */
    GROUP = 32,  /* pieces */
    POOL = 256,  /* pieces that are allocated together */
};
enum kind { INSERT, ERASE };

static char **pieces; /* in the order of the text */
static uint32_t *lengths, *sums;
static size_t count, capacity, text_length;
static char *pool;
static size_t pool_left;

static void read_exactly(void *to, size_t bytes) {
    if (fread_unlocked(to, 1, bytes, stdin) != bytes) exit(1);
}

static uint32_t read_int(uint32_t most) {
    uint32_t value;
    read_exactly(&value, sizeof value);
    if (value > most) exit(1);
    return value;
}

static void *checked(void *memory) {
    if (memory == NULL) exit(1);
    return memory;
}

static char *new_piece(void) {
    if (pool_left == 0) {
        pool = checked(malloc((size_t)POOL * ROOM));
        pool_left = POOL;
    }
    return pool + --pool_left * ROOM;
}

static void make_room(void) {
    if (count < capacity) return;
    capacity = capacity ? 2 * capacity : 1024;
    pieces = checked(realloc(pieces, capacity * sizeof *pieces));
    lengths = checked(realloc(lengths, capacity * sizeof *lengths));
    sums = checked(realloc(sums, (capacity / GROUP + 1) * sizeof *sums));
}

static void sum_from(size_t group) {
    for (; group * GROUP < count; group++) {
        sums[group] = 0;
        for (size_t i = group * GROUP; i < count && i < (group + 1) * GROUP; i++) sums[group] += lengths[i];
    }
}

/* The first piece that ends at or behind a position, which becomes one within the piece. */
static size_t find(size_t *position) {
    size_t group = 0, last_group = (count - 1) / GROUP, left = *position;
    while (group < last_group && left > sums[group]) left -= sums[group++];
    size_t i = group * GROUP;
    while (i + 1 < count && left > lengths[i]) left -= lengths[i++];
    *position = left;
    return i;
}

static void change_length(size_t i, size_t bytes) {
    lengths[i] += (uint32_t)bytes;
    sums[i / GROUP] += (uint32_t)bytes;
    text_length += bytes;
}

static void split(size_t i) {
    make_room();
    memmove(pieces + i + 1, pieces + i, (count - i) * sizeof *pieces);
    memmove(lengths + i + 1, lengths + i, (count - i) * sizeof *lengths);
    count++;
    uint32_t half = lengths[i] / 2;
    pieces[i + 1] = new_piece();
    lengths[i + 1] = lengths[i] - half;
    memcpy(pieces[i + 1], pieces[i] + half, lengths[i + 1]);
    lengths[i] = half;
    sum_from(i / GROUP);
}

static void insert(size_t position, size_t bytes) {
    size_t at = position, i = find(&at);
    if (lengths[i] + bytes > ROOM) {
        split(i);
        at = position;
        i = find(&at);
    }
    char *place = pieces[i] + at;
    memmove(place + bytes, place, lengths[i] - at);
    read_exactly(place, bytes);
    change_length(i, bytes);
}

static void erase(size_t position, size_t bytes) {
    for (size_t i = find(&position); bytes > 0; i++, position = 0) {
        size_t here = lengths[i] - position < bytes ? lengths[i] - position : bytes;
        char *place = pieces[i] + position;
        memmove(place, place + here, lengths[i] - position - here);
        change_length(i, -here);
        bytes -= here;
    }
}

static void read_text(void) {
    size_t left = read_int(MAX_TEXT);
    do {
        size_t bytes = left < FULL ? left : FULL;
        make_room();
        pieces[count] = new_piece();
        lengths[count] = (uint32_t)bytes;
        read_exactly(pieces[count++], bytes);
        text_length += bytes;
        left -= bytes;
    } while (left > 0);
    sum_from(0);
}

int main(void) {
    read_text();
    for (uint32_t m = read_int(MAX_EDITS); m > 0; m--) {
        enum kind kind = (enum kind)read_int(ERASE);
        size_t position = read_int((uint32_t)text_length), bytes = read_int(MAX_EDIT);
        if (kind == INSERT) {
            insert(position, bytes);
        } else {
            if (position + bytes > text_length) return 1;
            erase(position, bytes);
        }
    }
    for (size_t i = 0; i < count; i++)
        if (fwrite_unlocked(pieces[i], 1, lengths[i], stdout) != lengths[i]) return 1;
    return fflush(stdout) != 0;
}
