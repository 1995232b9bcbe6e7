"""Walk counts: each node has a linked list of its edges.

In each step, a node's count becomes the sum of the counts where its edges end.
"""

import sys
from array import array

MOST_NODES, MOST_EDGES, MOST_STEPS = 1_000_000, 250_000, 10_000


class Edge:
    def __init__(self, end, following):
        self.end = end
        self.following = following


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def read_graph(n, m):
    edges_of = [None] * n
    numbers = read_exactly("i", 2 * m)
    for start, end in zip(numbers[::2], numbers[1::2]):
        edges_of[start] = Edge(end, edges_of[start])
    return edges_of


def step(edges_of, counts):
    next_counts = []
    for edge in edges_of:
        total = 0
        while edge is not None:
            total += counts[edge.end]
            edge = edge.following
        next_counts.append(total & 0xFFFFFFFF)
    return next_counts


def main():
    n, m, t = read_exactly("i", 3)
    if not (1 <= n <= MOST_NODES and 0 <= m <= MOST_EDGES and 0 <= t <= MOST_STEPS):
        sys.exit(1)
    edges_of, counts = read_graph(n, m), [1] * n
    for _ in range(t):
        counts = step(edges_of, counts)
    sys.stdout.buffer.write(array("I", counts).tobytes())


main()
