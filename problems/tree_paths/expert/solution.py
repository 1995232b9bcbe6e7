"""Why it is fast: a pair climbs from chain to chain, not from node to node, until both are on one.

A chain is a node, its largest child, that one's largest child and so on. Then the path is known from sums
between the root and each node.
"""

import sys
from array import array


def sorted_by_generation(parents):
    children = [[] for _ in parents]
    order = []
    for node, parent in enumerate(parents):
        if parent < 0:
            order.append(node)
        else:
            children[parent].append(node)
    for node in order:
        order += children[node]
    return order


def largest_children(parents, order):
    size, largest = [1] * len(parents), [-1] * len(parents)
    for node in reversed(order[1:]):
        parent = parents[node]
        size[parent] += size[node]
        if largest[parent] < 0 or size[node] > size[largest[parent]]:
            largest[parent] = node
    return largest


def chains(parents, weights):
    """Each node's number in the order, its sum from the root on, its chain's head, and the node above it."""
    n = len(parents)
    order = sorted_by_generation(parents)
    largest = largest_children(parents, order)
    number, sums, heads, above = [0] * n, weights[:], list(range(n)), parents[:]
    for place, node in enumerate(order):
        number[node] = place
        parent = parents[node]
        if parent >= 0:
            sums[node] += sums[parent]
            if largest[parent] == node:
                heads[node] = heads[parent]
                above[node] = above[parent]
    return number, sums, heads, above


def main():
    data = array("i")
    data.frombytes(sys.stdin.buffer.read())
    n, q = data[:2]
    if not (1 <= n <= 200_000 and 0 <= q <= 1_000_000 and len(data) >= 2 + 2 * (n + q)):
        sys.exit(1)
    parents, weights = data[2 : n + 2].tolist(), data[n + 2 : 2 * n + 2].tolist()
    number, sums, heads, above = chains(parents, weights)
    numbered_heads = [number[head] for head in heads]
    pairs, answers = data[2 * n + 2 : 2 * (n + q) + 2], []
    note = answers.append
    for one, other in zip(pairs[::2], pairs[1::2]):
        total = sums[one] + sums[other]
        head, other_head = numbered_heads[one], numbered_heads[other]
        while head != other_head:
            if head > other_head:
                one = above[one]
                head = numbered_heads[one]
            else:
                other = above[other]
                other_head = numbered_heads[other]
        top = one if number[one] < number[other] else other
        note(total - 2 * sums[top] + weights[top] & 0xFFFFFFFF)
    sys.stdout.buffer.write(array("I", answers).tobytes())


main()
