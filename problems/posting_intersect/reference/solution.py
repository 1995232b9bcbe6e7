"""Posting lists: each query merges its first two lists into a new one, then that with the next, and so on."""

import sys
from array import array

MOST_LISTS, MOST_NUMBERS, MOST_QUERIES = 10_000, 1_000_000, 1_000_000


def intersect(one, other):
    """The numbers that are in both lists."""
    both = []
    i, k = 0, 0
    while i < len(one) and k < len(other):
        if one[i] < other[k]:
            i += 1
        elif one[i] > other[k]:
            k += 1
        else:
            both.append(one[i])
            i += 1
            k += 1
    return both


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
        common = lists[first]
        for other in others:
            common = intersect(common, lists[other])
        results.append(len(common))
        results.append(sum(common) & 0xFFFFFFFF)
    sys.stdout.buffer.write(results.tobytes())


main()
