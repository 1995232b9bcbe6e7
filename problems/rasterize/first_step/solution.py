"""Triangles with depth: in a triangle's box, a pixel's tests follow from its neighbour's by adding."""

import struct
import sys

MAX_SIDE, MAX_TRIANGLES = 1024, 32767
FARTHEST = 1 << 31


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def side(a, b, x, y):
    return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])


def draw(a, b, c, triangle, width, height, depths, fronts):
    area = side(a, b, c[0], c[1])
    if area == 0:
        return
    if area < 0:
        b, c = c, b
        area = -area
    left, right = max(0, min(a[0], b[0], c[0])), min(width - 1, max(a[0], b[0], c[0]))
    top, bottom = max(0, min(a[1], b[1], c[1])), min(height - 1, max(a[1], b[1], c[1]))
    for y in range(top, bottom + 1):
        p, q, r = side(b, c, left - 1, y), side(c, a, left - 1, y), side(a, b, left - 1, y)
        for x in range(left, right + 1):
            p += b[1] - c[1]
            q += c[1] - a[1]
            r += a[1] - b[1]
            if p < 0 or q < 0 or r < 0:
                continue
            depth = (p * a[2] + q * b[2] + r * c[2]) // area
            pixel = y * width + x
            if depth < depths[pixel]:
                depths[pixel] = depth
                fronts[pixel] = triangle


def main():
    width, height, triangles = struct.unpack("<3i", read_exactly(12))
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE and 0 <= triangles <= MAX_TRIANGLES):
        sys.exit(1)
    depths, fronts = [FARTHEST] * (width * height), [-1] * (width * height)
    for i in range(triangles):
        a, b, c = struct.iter_unpack("<3i", read_exactly(36))
        draw(a, b, c, i, width, height, depths, fronts)
    sys.stdout.buffer.write(struct.pack(f"<{len(fronts)}h", *fronts))


main()
