"""Walk counts: each node has a list of where its edges end.

In each step, its count becomes the sum of the counts there.
"""

import sys
from array import array

MOST_NODES, MOST_EDGES, MOST_STEPS = 1_000_000, 250_000, 10_000


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def read_graph(n, m):
    ends_of = [[] for _ in range(n)]
    numbers = read_exactly("i", 2 * m)
    for start, end in zip(numbers[::2], numbers[1::2]):
        ends_of[start].append(end)
    return ends_of


def step(ends_of, counts):
    return [sum([counts[end] for end in ends]) & 0xFFFFFFFF for ends in ends_of]


def main():
    n, m, t = read_exactly("i", 3)
    if not (1 <= n <= MOST_NODES and 0 <= m <= MOST_EDGES and 0 <= t <= MOST_STEPS):
        sys.exit(1)
    ends_of, counts = read_graph(n, m), [1] * n
    for _ in range(t):
        counts = step(ends_of, counts)
    sys.stdout.buffer.write(array("I", counts).tobytes())


main()
