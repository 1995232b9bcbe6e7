/* I/O baseline: read the whole input, whose first eight bytes are a count, and write that many bytes. All goes
 * through one small buffer, because keeping the input costs page faults that a good program need not have. */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static char buffer[1 << 16];

int main(void) {
    size_t first = 0;
    uint64_t left;
    for (ssize_t got = 1; got > 0 && first < sizeof left; first += (size_t)got)
        if ((got = read(0, buffer + first, sizeof buffer - first)) < 0) return 1;
    if (first < sizeof left) return 1;
    memcpy(&left, buffer, sizeof left);
    for (ssize_t got = 1; got > 0;)
        if ((got = read(0, buffer, sizeof buffer)) < 0) return 1;
    while (left > 0) {
        ssize_t put = write(1, buffer, left < sizeof buffer ? left : sizeof buffer);
        if (put <= 0) return 1;
        left -= (uint64_t)put;
    }
    return 0;
}
