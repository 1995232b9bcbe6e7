/* The text lies in one array with a gap, which is moved to where an edit is. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 8000000, MAX_EDITS = 1000000, MAX_EDIT = 64 };
enum kind { INSERT, ERASE };

static char *text;
static size_t gap, gap_end, capacity; /* the gap's first byte, and the first one behind it */

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

static void move_gap(size_t position) {
    if (position < gap) {
        memmove(text + gap_end - (gap - position), text + position, gap - position);
        gap_end -= gap - position;
    } else {
        memmove(text + gap, text + gap_end, position - gap);
        gap_end += position - gap;
    }
    gap = position;
}

/* Twice the room, with the gap at the end of what is before it. */
static void grow(void) {
    size_t behind = capacity - gap_end;
    text = realloc(text, 2 * capacity);
    if (text == NULL) exit(1);
    memmove(text + 2 * capacity - behind, text + gap_end, behind);
    capacity *= 2;
    gap_end = capacity - behind;
}

int main(void) {
    gap = (size_t)read_int(0, MAX_TEXT);
    capacity = gap_end = gap + MAX_EDIT;
    text = malloc(capacity);
    if (text == NULL) return 1;
    read_exactly(text, gap);
    for (int32_t m = read_int(0, MAX_EDITS); m > 0; m--) {
        size_t length = capacity - (gap_end - gap);
        enum kind kind = (enum kind)read_int(INSERT, ERASE);
        size_t position = (size_t)read_int(0, (int32_t)length), count = (size_t)read_int(0, MAX_EDIT);
        if (kind == ERASE && position + count > length) return 1;
        move_gap(position);
        if (kind == INSERT) {
            if (gap_end - gap < count) grow();
            read_exactly(text + gap, count);
            gap += count;
        } else {
            gap_end += count;
        }
    }
    size_t behind = capacity - gap_end;
    if (fwrite(text, 1, gap, stdout) != gap) return 1;
    return fwrite(text + gap_end, 1, behind, stdout) != behind || fflush(stdout) != 0;
}
