"""Repeated five-point averages on a grid: each sweep reads one grid and writes the other, row by row."""

import sys
from array import array
from operator import add

MAX_SIDE, MAX_ITERATIONS = 2048, 1000


def rounded(numbers):
    """The nearest float32 of each number: Python computes with more digits."""
    return array("f", numbers)


def sweep(width, height, old, new):
    for start in range(width + 1, width * (height - 1), width):
        end = start + width - 2
        if end <= start:
            return
        total = rounded(map(add, old[start - width : end - width], old[start + width : end + width]))
        total = rounded(map(add, total, old[start - 1 : end - 1]))
        total = rounded(map(add, total, old[start + 1 : end + 1]))
        total = rounded(map(add, total, old[start:end]))
        new[start:end] = rounded([number / 5.0 for number in total])


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
