"""Posting lists: each query makes sets of its lists."""

import sys
from array import array

MOST_LISTS, MOST_NUMBERS, MOST_QUERIES = 10_000, 1_000_000, 1_000_000


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def read_int(least, most):
    (value,) = read_exactly("i", 1)
    if not least <= value <= most:
        sys.exit(1)
    return value


def main():
    list_count, u = read_int(1, MOST_LISTS), read_int(1, MOST_NUMBERS)
    lists = [read_exactly("i", read_int(0, u)).tolist() for _ in range(list_count)]
    results = array("I")
    for _ in range(read_int(0, MOST_QUERIES)):
        first, *others = read_exactly("i", read_int(2, 4))
        common = set(lists[first])
        for other in others:
            common &= set(lists[other])
        results.append(len(common))
        results.append(sum(common) & 0xFFFFFFFF)
    sys.stdout.buffer.write(results.tobytes())


main()
