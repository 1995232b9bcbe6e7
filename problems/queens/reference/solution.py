"""Counts the ways to put a queen into each row of a board.

Every column of a row is tried, and compared with the queens in the rows before.
"""

import struct
import sys

MAX_BOARDS, MAX_ROWS, MAX_COLUMNS = 1_000_000, 12, 30


class Board:
    def __init__(self, rows, columns, blocked):
        self.rows = rows
        self.columns = columns
        self.blocked = blocked
        self.queens = [0] * rows  # the column of each row's queen
        self.ways = 0
        self.sums = [0] * rows

    def is_free(self, row, column):
        if self.blocked[row][column]:
            return False
        for r in range(row):
            queen = self.queens[r]
            if queen == column or abs(queen - column) == row - r:
                return False
        return True

    def place(self, row):
        """Put queens into this row and the following ones."""
        if row == self.rows:
            self.ways += 1
            for r in range(row):
                self.sums[r] += self.queens[r]
            return
        for column in range(self.columns):
            if self.is_free(row, column):
                self.queens[row] = column
                self.place(row + 1)


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def main():
    boards, rows, columns = struct.unpack("<3i", read_exactly(12))
    if not (0 <= boards <= MAX_BOARDS and 1 <= rows <= MAX_ROWS and 1 <= columns <= MAX_COLUMNS):
        sys.exit(1)
    for _ in range(boards):
        board = Board(rows, columns, [read_exactly(columns) for _ in range(rows)])
        board.place(0)
        sys.stdout.buffer.write(struct.pack(f"<{1 + rows}q", board.ways, *board.sums))


main()
