/* Why it is fast: the date is found by a few multiplications instead of loops, digits come in pairs from a
 * table, and all of a line but its digits is copied at once. Input and output pass through buffers that stay
 * in the cache. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_COUNT = 500000,
    DAY = 86400,
    DAYS = 73414, /* from 1900-01-01, a Monday, to 2100-12-31 */
    LINE = 28,
    PIECE = 1 << 11,
    SPARE = 4, /* bytes that are copied behind a line */
};

static const int64_t FIRST = -2208988800;

static char two_digits[100][2];

static void read_exactly(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        ssize_t got = read(0, (char *)to + done, bytes - done);
        if (got <= 0) exit(1);
        done += (size_t)got;
    }
}

static void write_exactly(const char *from, size_t bytes) {
    for (ssize_t written; bytes > 0; from += written, bytes -= (size_t)written)
        if ((written = write(1, from, bytes)) <= 0) exit(1);
}

static void put_two(char *to, uint32_t value) { memcpy(to, two_digits[value], 2); }

/* Years are counted from March 1 of 1600 on, so that a leap day is the last of a year. */
static void put_date(char *to, uint32_t number) {
    uint32_t since = number + 109513; /* days from 1600-03-01 */
    uint32_t era = since / 146097, of_era = since % 146097;
    uint32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    uint32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    uint32_t month = (5 * of_year + 2) / 153, of_month = of_year - (153 * month + 2) / 5;
    uint32_t is_next = month >= 10, year = 1600 + 400 * era + year_of_era + is_next;
    uint32_t is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0));
    uint32_t from_january = is_next ? of_year - 305 : of_year + 60 + is_leap;
    memcpy(to, &"MonTueWedThuFriSatSun"[3 * (number % 7)], 3);
    put_two(to + 4, year / 100);
    put_two(to + 6, year % 100);
    put_two(to + 9, is_next ? month - 9 : month + 3);
    put_two(to + 12, of_month + 1);
    to[24] = (char)('0' + from_january / 100);
    put_two(to + 25, from_january % 100);
}

static void put_line(char *to, int64_t time) {
    uint64_t since = (uint64_t)(time - FIRST);
    if (since >= (uint64_t)DAYS * DAY) exit(1);
    uint32_t number = (uint32_t)(since >> 7) / (DAY >> 7),
             second = (uint32_t)(since - (uint64_t)number * DAY);
    memcpy(to, "Mon 0000-00-00 00:00:00 000\n   ", LINE + SPARE);
    put_date(to, number);
    put_two(to + 15, second / 3600);
    put_two(to + 18, second / 60 % 60);
    put_two(to + 21, second % 60);
}

int main(void) {
    static int64_t times[PIECE];
    static char lines[PIECE * LINE + SPARE];
    int32_t n;
    read_exactly(&n, sizeof n);
    if (n < 0 || n > MAX_COUNT) return 1;
    for (int i = 0; i < 100; i++) {
        two_digits[i][0] = (char)('0' + i / 10);
        two_digits[i][1] = (char)('0' + i % 10);
    }
    for (int32_t left = n, count; left > 0; left -= count) {
        count = left < PIECE ? left : PIECE;
        read_exactly(times, (size_t)count * sizeof *times);
        for (int32_t i = 0; i < count; i++) put_line(lines + i * LINE, times[i]);
        write_exactly(lines, (size_t)count * LINE);
    }
    return 0;
}
