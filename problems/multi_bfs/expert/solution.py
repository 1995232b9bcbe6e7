"""Why it is fast: all searches go on at once.

Each node has an integer with one bit for each search, so that an edge is followed for all by one operation.
How many nodes a search has reached is kept in vertical counters: plane p has bit p of the numbers of all
searches. They are added up once a step. A node at distance d is counted in all steps from d on, so these sums
give the sum of distances at the end.
"""

import struct
import sys
from array import array


def count(planes, bits):
    for i, plane in enumerate(planes):
        planes[i] = plane ^ bits
        bits &= plane
        if not bits:
            return
    planes.append(bits)


def add(sums, planes):
    """One bit of each number after the other, from the lowest."""
    carry = 0
    sums += [0] * (len(planes) + 1 - len(sums))
    for i, one in enumerate(sums):
        if i < len(planes):
            other = planes[i]
            sums[i] = one ^ other ^ carry
            carry = one & other | (one ^ other) & carry
        else:
            sums[i] = one ^ carry
            carry &= one
    if carry:
        sums.append(carry)


def numbers(planes, how_many):
    """The number of each search."""
    found = [0] * how_many
    for plane in reversed(planes):
        digits = format(plane, f"0{how_many}b")
        found = [2 * number + (digit == "1") for number, digit in zip(found, reversed(digits))]
    return found


def search(graph, sources):
    nodes = len(graph)
    now = [0] * nodes
    for i, u in enumerate(sources):
        now[u] |= 1 << i
    everyone = (1 << len(sources)) - 1
    missing = [everyone ^ bits for bits in now]  # the searches that have not seen a node
    open_nodes = list(range(nodes))
    planes, sums, steps = [everyone], [], 0
    fresh = len(sources) > 0
    while fresh:
        add(sums, planes)
        steps += 1
        fresh = False
        after = [0] * nodes
        open_nodes = [u for u in open_nodes if missing[u]]
        for u in open_nodes:
            bits = 0
            for v in graph[u]:
                bits |= now[v]
            bits &= missing[u]
            if bits:
                fresh = True
                after[u] = bits
                missing[u] ^= bits
                count(planes, bits)
        now = after
    return planes, sums, steps


def main():
    data = sys.stdin.buffer.read()
    numbers_read = array("i", data[: len(data) // 4 * 4])
    nodes, edges, how_many = numbers_read[:3]
    ends, sources = numbers_read[3 : 3 + 2 * edges], numbers_read[3 + 2 * edges : 3 + 2 * edges + how_many]
    graph = [[] for _ in range(nodes)]
    for u, v in zip(ends[::2], ends[1::2]):
        graph[u].append(v)
        graph[v].append(u)
    planes, sums, steps = search(graph, sources)
    pack = struct.Struct("<iq").pack
    pairs = zip(numbers(planes, how_many), numbers(sums, how_many))
    sys.stdout.buffer.write(b"".join(pack(reached, steps * reached - total) for reached, total in pairs))


main()
