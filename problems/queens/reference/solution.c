/* Counts the ways to put a queen into each row of a board: tries every column of a row, and compares it with
 * the queens in the rows before. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_BOARDS = 1000000, MAX_ROWS = 12, MAX_COLUMNS = 30 };

static int32_t rows, columns;
static uint8_t blocked[MAX_ROWS][MAX_COLUMNS];
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

static bool is_free(int32_t row, int32_t column) {
    if (blocked[row][column]) return false;
    for (int32_t r = 0; r < row; r++)
        if (queens[r] == column || abs(queens[r] - column) == row - r) return false;
    return true;
}

/* Puts queens into this row and the following ones. */
__attribute__((noinline)) /* the same code, whatever it is called from */
static void place(int32_t row) {
    if (row == rows) {
        ways++;
        for (int32_t r = 0; r < rows; r++) sums[r] += queens[r];
        return;
    }
    for (int32_t column = 0; column < columns; column++) {
        if (!is_free(row, column)) continue;
        queens[row] = column;
        place(row + 1);
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
            read_exactly(blocked[row], (size_t)columns);
        }
        place(0);
        write_all(&ways, sizeof ways);
        write_all(sums, (size_t)rows * sizeof sums[0]);
    }
    return fflush(stdout) != 0;
}
