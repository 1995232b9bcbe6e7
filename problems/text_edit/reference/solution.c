/* The text lies in one array; each edit moves all that is behind it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TEXT = 8000000, MAX_EDITS = 1000000, MAX_EDIT = 64 };
enum kind { INSERT, ERASE };

static char *text;
static size_t length, capacity;

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static int32_t read_int(int32_t least, int32_t most) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < least || value > most) exit(1);
    return value;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void insert(size_t position, const char *bytes, size_t count) {
    if (length + count > capacity) {
        capacity = 2 * (length + count);
        text = realloc(text, capacity);
        if (text == NULL) exit(1);
    }
    memmove(text + position + count, text + position, length - position);
    memcpy(text + position, bytes, count);
    length += count;
}

__attribute__((noinline)) /* the same code, whatever it is called from */
static void erase(size_t position, size_t count) {
    memmove(text + position, text + position + count, length - position - count);
    length -= count;
}

int main(void) {
    length = (size_t)read_int(0, MAX_TEXT);
    capacity = length + 1;
    text = malloc(capacity);
    if (text == NULL) return 1;
    read_exactly(text, length);
    for (int32_t m = read_int(0, MAX_EDITS); m > 0; m--) {
        enum kind kind = (enum kind)read_int(INSERT, ERASE);
        size_t position = (size_t)read_int(0, (int32_t)length), count = (size_t)read_int(0, MAX_EDIT);
        if (kind == INSERT) {
            char bytes[MAX_EDIT];
            read_exactly(bytes, count);
            insert(position, bytes, count);
        } else {
            if (position + count > length) return 1;
            erase(position, count);
        }
    }
    return fwrite(text, 1, length, stdout) != length || fflush(stdout) != 0;
}
