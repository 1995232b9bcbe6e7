"""Why it is fast: the rows are cut into bands, each of which knows the edges that reach into it.

A point meets only the edges of its band. Each edge has the slope and the offset of its line, in which whole
numbers stay exact.
"""

import struct
import sys

MAX_VERTICES, MAX_POINTS = 200_000, 500_000
ENTRIES_PER_EDGE = 12
OUTSIDE, BORDER = 0, 2


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def read_points(count):
    return list(struct.iter_unpack("<2i", read_exactly(8 * count)))


def edges_of(polygon):
    """Lower and upper row, how the edge runs, the constant of its line, and its least and greatest x."""
    edges = []
    ax, ay = polygon[-1]
    for bx, by in polygon:
        run, rise = (bx - ax, by - ay) if by >= ay else (ax - bx, ay - by)
        low, high = (ay, by) if by >= ay else (by, ay)
        left, right = (ax, bx) if bx >= ax else (bx, ax)
        edges.append((low, high, run, rise, rise * ax - run * ay, left, right))
        ax, ay = bx, by
    return edges


def bands_of(edges):
    lowest = min(edge[0] for edge in edges)
    highest = max(edge[1] for edge in edges)
    heights = sum(edge[3] for edge in edges)
    shift = 0
    while heights >> shift > ENTRIES_PER_EDGE * len(edges) or (highest - lowest) >> shift > 2 * len(edges):
        shift += 1
    bands = [[] for _ in range(((highest - lowest) >> shift) + 1)]
    for edge in edges:
        for band in range((edge[0] - lowest) >> shift, ((edge[1] - lowest) >> shift) + 1):
            bands[band].append(edge)
    return bands, lowest, highest, shift


def place_in(band, x, y):
    crossings = 0
    for low, high, run, rise, constant, left, right in band:
        if low <= y <= high:
            side = run * y - rise * x + constant
            if side > 0:
                crossings += y < high
            elif side == 0 and left <= x <= right:
                return BORDER
    return crossings & 1


def main():
    vertices, count = struct.unpack("<2i", read_exactly(8))
    if not (3 <= vertices <= MAX_VERTICES and 0 <= count <= MAX_POINTS):
        sys.exit(1)
    polygon = read_points(vertices)
    points = read_points(count)
    bands, lowest, highest, shift = bands_of(edges_of(polygon))
    places = bytearray()
    for x, y in points:
        places.append(place_in(bands[(y - lowest) >> shift], x, y) if lowest <= y <= highest else OUTSIDE)
    sys.stdout.buffer.write(places)


main()
