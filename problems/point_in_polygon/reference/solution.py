"""Where points lie: every edge of the polygon is tested for every point."""

import struct
import sys

MAX_VERTICES, MAX_POINTS = 200_000, 500_000
OUTSIDE, INSIDE, BORDER = 0, 1, 2


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def read_points(count):
    return list(struct.iter_unpack("<2i", read_exactly(8 * count)))


def between(value, a, b):
    return a <= value <= b if a < b else b <= value <= a


def place_of(point, polygon):
    x, y = point
    place = OUTSIDE
    ax, ay = polygon[-1]
    for bx, by in polygon:
        side = (bx - ax) * (y - ay) - (by - ay) * (
            x - ax
        )  # positive when the point is to the left of the edge
        if side == 0 and between(x, ax, bx) and between(y, ay, by):
            return BORDER
        if (ay > y) != (by > y) and (side > 0) == (by > ay):
            place = OUTSIDE if place == INSIDE else INSIDE
        ax, ay = bx, by
    return place


def main():
    vertices, points = struct.unpack("<2i", read_exactly(8))
    if not (3 <= vertices <= MAX_VERTICES and 0 <= points <= MAX_POINTS):
        sys.exit(1)
    polygon = read_points(vertices)
    sys.stdout.buffer.write(bytes(place_of(point, polygon) for point in read_points(points)))


main()
