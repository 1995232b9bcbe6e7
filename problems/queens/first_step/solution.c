/* Counts the ways to put a queen into each row of a board: tries every column of a row, and keeps the
 * attacked columns and diagonals as the bits of three numbers. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_BOARDS = 1000000, MAX_ROWS = 12, MAX_COLUMNS = 30 };

static int32_t rows, columns;
static uint32_t blocked[MAX_ROWS]; /* a bit for each column */
static int32_t queens[MAX_ROWS]; /* the column of each row's queen */
static int64_t ways, sums[MAX_ROWS];

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

/* Puts queens into this row and the following ones. */
__attribute__((noinline)) /* the same code, whatever it is called from */
static void place(int32_t row, uint32_t straight, uint32_t left, uint32_t right) {
    if (row == rows) {
        ways++;
        for (int32_t r = 0; r < rows; r++) sums[r] += queens[r];
        return;
    }
    uint32_t taken = blocked[row] | straight | left | right;
    for (int32_t column = 0; column < columns; column++) {
        uint32_t queen = UINT32_C(1) << column;
        if (taken & queen) continue;
        queens[row] = column;
        place(row + 1, straight | queen, (left | queen) << 1, (right | queen) >> 1);
    }
}

int main(void) {
    int32_t boards = read_int(0, MAX_BOARDS);
    rows = read_int(1, MAX_ROWS);
    columns = read_int(1, MAX_COLUMNS);
    for (; boards > 0; boards--) {
        ways = 0;
        for (int32_t row = 0; row < rows; row++) {
            sums[row] = 0;
            uint8_t cells[MAX_COLUMNS];
            read_exactly(cells, (size_t)columns);
            blocked[row] = 0;
            for (int32_t column = 0; column < columns; column++)
                blocked[row] |= (uint32_t)cells[column] << column;
        }
        place(0, 0, 0, 0);
        write_all(&ways, sizeof ways);
        write_all(sums, (size_t)rows * sizeof sums[0]);
    }
    return fflush(stdout) != 0;
}
