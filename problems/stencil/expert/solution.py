"""Repeated five-point averages, the whole grid at a time: packing all numbers as float32 rounds them."""

import struct
import sys
from itertools import repeat
from operator import add, truediv


def main():
    data = sys.stdin.buffer.read()
    width, height, iterations = struct.unpack_from("<3i", data)
    whole = struct.Struct(f"<{width * height}f")
    grid = list(whole.unpack_from(data, 12))
    if width < 3 or height < 3:
        iterations = 0
    left, right = grid[width:-width:width], grid[2 * width - 1 : -width : width]
    inner = struct.Struct(f"<{max(0, width * (height - 2) - 2)}f")

    def rounded(numbers):
        return inner.unpack(inner.pack(*numbers))

    for _ in range(iterations):
        total = rounded(map(add, grid[1 : -2 * width - 1], grid[2 * width + 1 : -1]))
        total = rounded(map(add, total, grid[width : -width - 2]))
        total = rounded(map(add, total, grid[width + 2 : -width]))
        total = rounded(map(add, total, grid[width + 1 : -width - 1]))
        grid[width + 1 : -width - 1] = rounded(map(truediv, total, repeat(5.0)))
        # What lies on the border was computed along with the rest, and is put back.
        grid[width:-width:width] = left
        grid[2 * width - 1 : -width : width] = right
    sys.stdout.buffer.write(whole.pack(*grid))


main()
