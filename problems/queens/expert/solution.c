/* Why it is fast: the free columns of a row are the bits of one number. Three others, which are shifted from
 * row to row, hold the columns and diagonals that queens attack. The last row is not searched: its free
 * columns are counted. How often each cell is used is not counted way by way: the search returns how many
 * ways go on from a queen, and that number is added once. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_BOARDS = 1000000, MAX_ROWS = 12, MAX_COLUMNS = 30 };

static int32_t rows, columns;
static uint32_t allowed[MAX_ROWS];
static int64_t sums[MAX_ROWS];

static void read_exactly(void *to, size_t bytes) {
    if (fread(to, 1, bytes, stdin) != bytes) exit(1);
}

static void write_all(const void *from, size_t bytes) {
    if (fwrite(from, 1, bytes, stdout) != bytes) exit(1);
}

static int32_t read_int(int32_t smallest, int32_t largest) {
    int32_t value;
    read_exactly(&value, sizeof value);
    if (value < smallest || value > largest) exit(1);
    return value;
}

/* The number of ways for the rows that are left: how many cells are free in the last one. */
static int64_t last(int32_t row, uint32_t free) {
    int64_t sum = 0, ways = __builtin_popcount(free);
    for (; free; free &= free - 1) sum += __builtin_ctz(free);
    sums[row] += sum;
    return ways;
}

/* The number of ways for this row and the following ones, if these columns and diagonals are attacked. */
static int64_t place(int32_t row, uint32_t straight, uint32_t left, uint32_t right) {
    uint32_t free = allowed[row] & ~(straight | left | right);
    if (row == rows - 1) return last(row, free);
    int64_t ways = 0, sum = 0;
    for (; free; free &= free - 1) {
        uint32_t queen = free & -free;
        int64_t here = place(row + 1, straight | queen, (left | queen) << 1, (right | queen) >> 1);
        sum += here * __builtin_ctz(queen);
        ways += here;
    }
    sums[row] += sum;
    return ways;
}

int main(void) {
    int32_t boards = read_int(0, MAX_BOARDS);
    rows = read_int(1, MAX_ROWS);
    columns = read_int(1, MAX_COLUMNS);
    for (; boards > 0; boards--) {
        for (int32_t row = 0; row < rows; row++) {
            uint8_t blocked[MAX_COLUMNS];
            read_exactly(blocked, (size_t)columns);
            allowed[row] = 0;
            for (int32_t column = 0; column < columns; column++)
                allowed[row] |= (uint32_t)!blocked[column] << column;
            sums[row] = 0;
        }
        int64_t ways = place(0, 0, 0, 0);
        write_all(&ways, sizeof ways);
        write_all(sums, (size_t)rows * sizeof sums[0]);
    }
    return fflush(stdout) != 0;
}
