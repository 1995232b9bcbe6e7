/* I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    size_t capacity = 1 << 16, used = 0;
    char *data = malloc(capacity);
    ssize_t got;
    while (data != NULL && (got = read(0, data + used, capacity - used)) > 0) {
        used += (size_t)got;
        if (used == capacity) data = realloc(data, capacity *= 2);
    }
    uint64_t left;
    if (data == NULL || used < sizeof left) return 1;
    memcpy(&left, data, sizeof left);
    while (left > 0) {
        ssize_t put = write(1, data, left < used ? left : used);
        if (put <= 0) return 1;
        left -= (uint64_t)put;
    }
    return 0;
}
