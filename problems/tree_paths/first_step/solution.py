"""Tree paths: depths are learnt once for all nodes; for each pair, climbs from both until the ways meet."""

import sys
from array import array

MOST_NODES, MOST_PAIRS = 200_000, 1_000_000


class Node:
    def __init__(self, weight):
        self.weight = weight
        self.parent = None
        self.depth = None


def find_depths(node):
    """Climbs to a node of known depth, and back, noting depths."""
    way = []
    while node is not None and node.depth is None:
        way.append(node)
        node = node.parent
    depth = -1 if node is None else node.depth
    for below in reversed(way):
        depth += 1
        below.depth = depth


def path_sum(one, other):
    depth, other_depth, total = one.depth, other.depth, 0
    while depth > other_depth:
        total += one.weight
        one = one.parent
        depth -= 1
    while other_depth > depth:
        total += other.weight
        other = other.parent
        other_depth -= 1
    while one is not other:
        total += one.weight + other.weight
        one, other = one.parent, other.parent
    return (total + one.weight) & 0xFFFFFFFF


def read_exactly(kind, count):
    """So many numbers from standard input."""
    numbers = array(kind)
    data = sys.stdin.buffer.read(count * numbers.itemsize)
    if len(data) != count * numbers.itemsize:
        sys.exit(1)
    numbers.frombytes(data)
    return numbers


def read_tree(n):
    parents = read_exactly("i", n)
    nodes = [Node(weight) for weight in read_exactly("I", n)]
    for node, parent in zip(nodes, parents):
        if parent >= 0:
            node.parent = nodes[parent]
    for node in nodes:
        find_depths(node)
    return nodes


def main():
    n, q = read_exactly("i", 2)
    if not (1 <= n <= MOST_NODES and 0 <= q <= MOST_PAIRS):
        sys.exit(1)
    nodes = read_tree(n)
    pairs, sums = read_exactly("i", 2 * q), array("I")
    for one, other in zip(pairs[::2], pairs[1::2]):
        sums.append(path_sum(nodes[one], nodes[other]))
    sys.stdout.buffer.write(sums.tobytes())


main()
