"""Stack distances: a list of the pages in order of their last use; a page that is used moves to the front."""

import sys
from array import array

MOST_USES = 10_000_000


def use(recent, known, number):
    if number not in known:
        known.add(number)
        recent.insert(0, number)
        return -1
    distance = recent.index(number)
    del recent[distance]
    recent.insert(0, number)
    return distance


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def main():
    (n,) = read_exactly("i", 1)
    if not 1 <= n <= MOST_USES:
        sys.exit(1)
    recent, known, distances = [], set(), array("i")
    for number in read_exactly("I", n):
        distances.append(use(recent, known, number))
    sys.stdout.buffer.write(distances.tobytes())


main()
