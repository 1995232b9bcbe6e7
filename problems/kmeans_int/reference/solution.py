"""K-means with integers: each point is compared with one centre after another; centres move to the means."""

import struct
import sys

MOST = 1_000_000, 128, 256, 1000  # points, coordinates, clusters and rounds


def read_exactly(kind, count):
    size = count * struct.calcsize(kind)
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return struct.unpack(f"<{count}{kind}", data)


def distance(point, centre):
    return sum((x - c) ** 2 for x, c in zip(point, centre))


def is_nearer(point, centre, other):
    return distance(point, centre) < distance(point, other)


def assign_points(points, centres, clusters):
    for i, point in enumerate(points):
        best = 0
        for j in range(1, len(centres)):
            if is_nearer(point, centres[j], centres[best]):
                best = j
        clusters[i] = best


def move_centre(cluster, points, clusters, centres):
    members = [point for point, own in zip(points, clusters) if own == cluster]
    if members:
        centres[cluster] = [sum(numbers) // len(members) for numbers in zip(*members)]


def main():
    header = read_exactly("i", 4)
    if not all(1 <= number <= most for number, most in zip(header, MOST)):
        sys.exit(1)
    n, d, k, rounds = header
    points = [read_exactly("h", d) for _ in range(n)]
    centres = [list(points[i % n]) for i in range(k)]
    clusters = [0] * n
    for _ in range(rounds):
        assign_points(points, centres, clusters)
        for cluster in range(k):
            move_centre(cluster, points, clusters, centres)
    numbers = clusters + [number for centre in centres for number in centre]
    sys.stdout.buffer.write(struct.pack(f"<{len(numbers)}i", *numbers))


main()
