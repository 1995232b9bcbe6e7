"""Repeated five-point averages, the whole grid at a time: arrays of float32 round what is put into them."""

import struct
import sys
from array import array
from itertools import repeat
from operator import add, truediv


def main():
    data = sys.stdin.buffer.read()
    width, height, iterations = struct.unpack_from("<3i", data)
    grid = array("f", data[12:])
    if width < 3 or height < 3:
        iterations = 0
    inner = slice(width, -width)
    left, right = grid[inner][::width], grid[inner][width - 1 :: width]
    for _ in range(iterations):
        # The first and the last inner cell lie on the border, which is put back.
        middle = grid[width + 1 : -width - 1]
        total = array("f", map(add, grid[1 : -2 * width - 1], grid[2 * width + 1 : -1]))
        total = array("f", map(add, total, grid[width : -width - 2]))
        total = array("f", map(add, total, grid[width + 2 : -width]))
        total = array("f", map(add, total, middle))
        grid[width + 1 : -width - 1] = array("f", map(truediv, total, repeat(5.0)))
        grid[width:-width:width] = left
        grid[2 * width - 1 : -width : width] = right
    sys.stdout.buffer.write(grid.tobytes())


main()
