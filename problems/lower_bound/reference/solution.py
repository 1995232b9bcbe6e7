"""A binary search for each query."""

import sys
from array import array

MAX_COUNT = 5_000_000


class Reader:
    def __init__(self, data):
        self.data = data
        self.position = 0

    def read(self, size):
        piece = self.data[self.position : self.position + size]
        if len(piece) != size:
            sys.exit(1)
        self.position += size
        return piece

    def read_int(self, least, most):
        value = int.from_bytes(self.read(4), "little", signed=True)
        if not least <= value <= most:
            sys.exit(1)
        return value

    def read_ints(self, count):
        return array("i", self.read(4 * count))


def lower_bound(numbers, query):
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < query:
            low = middle + 1
        else:
            high = middle
    return low


def main():
    reader = Reader(sys.stdin.buffer.read())
    n, q = reader.read_int(0, MAX_COUNT), reader.read_int(0, MAX_COUNT)
    numbers, queries = reader.read_ints(n), reader.read_ints(q)
    output = array("i", [lower_bound(numbers, query) for query in queries])
    sys.stdout.buffer.write(output.tobytes())


main()
