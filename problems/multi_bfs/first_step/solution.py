"""Breadth-first search from one source after the other; the list of nodes reached is its own queue."""

import sys

MAX_NODES, MAX_EDGES, MAX_SOURCES = 50_000, 1_000_000, 100_000


def read_number(least, most):
    data = sys.stdin.buffer.read(4)
    number = int.from_bytes(data, "little", signed=True)
    if len(data) != 4 or not least <= number <= most:
        sys.exit(1)
    return number


def read_graph(nodes, edges):
    """The neighbours of each node."""
    graph = [[] for _ in range(nodes)]
    for _ in range(edges):
        u, v = read_number(0, nodes - 1), read_number(0, nodes - 1)
        graph[u].append(v)
        graph[v].append(u)
    return graph


def search(graph, source):
    """How many nodes are reached, and the sum of their distances."""
    distance = [-1] * len(graph)
    distance[source] = total = 0
    queue = [source]
    for u in queue:
        here = distance[u]
        total += here
        for v in graph[u]:
            if distance[v] < 0:
                distance[v] = here + 1
                queue.append(v)
    return len(queue), total


def main():
    nodes, edges = read_number(1, MAX_NODES), read_number(0, MAX_EDGES)
    sources = read_number(0, MAX_SOURCES)
    graph = read_graph(nodes, edges)
    for _ in range(sources):
        reached, total = search(graph, read_number(0, nodes - 1))
        sys.stdout.buffer.write(reached.to_bytes(4, "little") + total.to_bytes(8, "little"))


main()
