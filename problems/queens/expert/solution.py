"""Why it is fast: the free columns of a row are the bits of one number.

Three others, which are shifted from row to row, hold the columns and diagonals that queens attack. The last
row is not searched, but looked up. How often each cell is used is not counted way by way: the search returns
how many ways go on from a queen, and that number is added once.
"""

import struct
import sys


class Bits:
    """The columns of the bits of a number: their count and sum, made when they are needed."""

    def __init__(self):
        self.known = {0: (0, 0)}

    def __call__(self, free):
        if free not in self.known:
            count, total = self(free & (free - 1))
            self.known[free] = count + 1, total + (free & -free).bit_length() - 1
        return self.known[free]


def search(allowed, sums, bits):
    """The number of ways; makes the sums of all rows."""
    rows = len(allowed)
    known = bits.known

    def place(row, attacked, left, right):
        free = allowed[row] & ~(attacked | left | right)
        after = row + 1
        ways = total = 0
        if after == last:
            cells = allowed[last]
            last_total = 0
            while free:
                queen = free & -free
                free ^= queen
                rest = cells & ~(attacked | queen | (left | queen) << 1 | (right | queen) >> 1)
                if rest:
                    here, columns = known[rest] if rest in known else bits(rest)
                    ways += here
                    last_total += columns
                    total += here * (queen.bit_length() - 1)
            sums[last] += last_total
        else:
            while free:
                queen = free & -free
                free ^= queen
                here = place(after, attacked | queen, (left | queen) << 1, (right | queen) >> 1)
                if here:
                    ways += here
                    total += here * (queen.bit_length() - 1)
        sums[row] += total
        return ways

    last = rows - 1
    if last == 0:
        ways, sums[0] = bits(allowed[0])
        return ways
    return place(0, 0, 0, 0)


def main():
    data = sys.stdin.buffer.read()
    boards, rows, columns = struct.unpack_from("<3i", data)
    digits = data[12:].translate(b"10" + bytes(254)).decode()
    pack, bits, output = struct.Struct(f"<{1 + rows}q").pack, Bits(), bytearray()
    for begin in range(0, boards * rows * columns, rows * columns):
        allowed = [
            int(digits[at : at + columns][::-1], 2) for at in range(begin, begin + rows * columns, columns)
        ]
        sums = [0] * rows
        output += pack(search(allowed, sums, bits), *sums)
    sys.stdout.buffer.write(output)


main()
