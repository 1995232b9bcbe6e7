/* Why it is fast: the free columns of a row are the bits of one number. Three others, which are shifted from
 * row to row, hold the columns and diagonals that queens attack. The processor cannot predict how many queens
 * fit into a row, so a loop over them often costs a wrong guess. Instead, many queens of a row are found
 * together, from those of the row before: three are always written for each, and the number of free columns
 * says how many of them exist. The last row is not searched: its free columns are counted, and tables give
 * their sum. The numbers of ways are then added up from the last row to the first. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_BOARDS = 1000000, MAX_ROWS = 12, MAX_COLUMNS = 30 };
enum { ROOM = 2048 }; /* queens of a row that are found before the search goes on with the next row */
enum { PART = 10, PART_MASK = (1 << PART) - 1 }; /* columns in the index of a table of sums */
enum { USUAL = 3 }; /* queens that are written for each queen of the row before, whether they exist or not */

/* Queens of one row. A queen stands on a way that leads through its parent, a queen of the row before. */
struct queens {
    uint32_t parent[ROOM + MAX_COLUMNS], column_bit[ROOM + MAX_COLUMNS];
    uint32_t straight[ROOM + MAX_COLUMNS], left[ROOM + MAX_COLUMNS], right[ROOM + MAX_COLUMNS];
    int64_t ways[ROOM + MAX_COLUMNS]; /* how many go on from here to the last row */
};

static int32_t rows, columns;
static uint32_t allowed[MAX_ROWS];
static int64_t sums[MAX_ROWS];
/* The queens of row r are in queens[r + 1]. In queens[0] is only the empty board, their first parent. */
static struct queens queens[MAX_ROWS + 1];
static uint16_t sum_of_columns[MAX_COLUMNS / PART][1 << PART];

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

static void make_tables(void) {
    for (uint32_t part = 0; part < MAX_COLUMNS / PART; part++)
        for (uint32_t bits = 1; bits < 1 << PART; bits++)
            sum_of_columns[part][bits] = (uint16_t)(sum_of_columns[part][bits & (bits - 1)] + part * PART +
                                                    (uint32_t)__builtin_ctz(bits));
}

static int64_t sum_of(uint32_t bits) {
    return sum_of_columns[0][bits & PART_MASK] + sum_of_columns[1][bits >> PART & PART_MASK] +
           sum_of_columns[2][bits >> 2 * PART];
}

/* Writes a queen for each free column, behind those that a row has already, and returns how many. */
static inline size_t append(struct queens *to, size_t at, uint32_t parent, uint32_t free) {
    size_t made = (size_t)__builtin_popcount(free);
    for (int i = 0; i < USUAL; i++, free &= free - 1) {
        to->parent[at + (size_t)i] = parent;
        to->column_bit[at + (size_t)i] = free & -free;
    }
    for (size_t i = USUAL; free; i++, free &= free - 1) {
        to->parent[at + i] = parent;
        to->column_bit[at + i] = free & -free;
    }
    return made;
}

/* Adds the ways that go on from the queens of a row to those of their parents. */
static void add_up(int32_t row, size_t count) {
    const struct queens *here = &queens[row + 1];
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        queens[row].ways[here->parent[i]] += here->ways[i];
        sum += here->ways[i] * __builtin_ctz(here->column_bit[i]);
    }
    sums[row] += sum;
}

/* Counts the free columns of the last row for each queen of the row before it. */
static void count_last(size_t count) {
    struct queens *before = &queens[rows - 2];
    const struct queens *here = &queens[rows - 1];
    int64_t sum = 0, sum_of_last = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t parent = here->parent[i], queen = here->column_bit[i];
        uint32_t left = (before->left[parent] | queen) << 1, right = (before->right[parent] | queen) >> 1;
        uint32_t free = allowed[rows - 1] & ~(before->straight[parent] | queen | left | right);
        int64_t ways = __builtin_popcount(free);
        before->ways[parent] += ways;
        sum += ways * __builtin_ctz(queen);
        sum_of_last += sum_of(free);
    }
    sums[rows - 2] += sum;
    sums[rows - 1] += sum_of_last;
}

/* Finds all ways that go on from queens of a row. */
static void search(int32_t row, size_t count) {
    if (row == rows - 2) {
        count_last(count);
        return;
    }
    const struct queens *before = &queens[row];
    struct queens *here = &queens[row + 1];
    for (size_t i = 0; i < count;) {
        size_t found = 0;
        for (; i < count && found < ROOM; i++) {
            uint32_t parent = here->parent[i], queen = here->column_bit[i];
            uint32_t straight = before->straight[parent] | queen;
            uint32_t left = (before->left[parent] | queen) << 1, right = (before->right[parent] | queen) >> 1;
            uint32_t free = allowed[row + 1] & ~(straight | left | right);
            here->straight[i] = straight;
            here->left[i] = left;
            here->right[i] = right;
            here->ways[i] = 0;
            found += append(&queens[row + 2], found, (uint32_t)i, free);
        }
        search(row + 1, found);
    }
    add_up(row, count);
}

static int64_t ways_of_board(void) {
    if (rows == 1) {
        sums[0] = sum_of(allowed[0]);
        return __builtin_popcount(allowed[0]);
    }
    queens[0].ways[0] = 0;
    search(0, append(&queens[1], 0, 0, allowed[0]));
    return queens[0].ways[0];
}

int main(void) {
    make_tables();
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
        int64_t ways = ways_of_board();
        write_all(&ways, sizeof ways);
        write_all(sums, (size_t)rows * sizeof sums[0]);
    }
    return fflush(stdout) != 0;
}
