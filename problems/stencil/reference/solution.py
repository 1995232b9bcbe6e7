"""Repeated five-point averages on a grid: each sweep reads one grid and writes the other."""

import sys
from array import array

MAX_SIDE, MAX_ITERATIONS = 2048, 1000
FLOAT = array("f", [0.0])


def rounded(number):
    """The nearest float32: Python computes with more digits."""
    FLOAT[0] = number
    return FLOAT[0]


def sweep(width, height, old, new):
    for x in range(1, width - 1):
        for y in range(1, height - 1):
            here = y * width + x
            total = rounded(old[here - width] + old[here + width])
            total = rounded(total + old[here - 1])
            total = rounded(total + old[here + 1])
            total = rounded(total + old[here])
            new[here] = total / 5.0  # which the array rounds


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def main():
    width, height, iterations = read_exactly("i", 3)
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE and 0 <= iterations <= MAX_ITERATIONS):
        sys.exit(1)
    now = read_exactly("f", width * height)
    after = now[:]  # the border is in both grids and never changes
    for _ in range(iterations):
        sweep(width, height, now, after)
        now, after = after, now
    sys.stdout.buffer.write(now.tobytes())


main()
