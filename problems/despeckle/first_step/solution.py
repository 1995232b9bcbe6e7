"""Despeckle: the nine pixels around a pixel are sorted; rows and columns are clamped once a picture."""

import struct
import sys

MAX_SIDE, MAX_TIMES = 4096, 1000


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def widened(picture, width, height):
    """Rows with the border pixels once more."""
    rows = [picture[y * width : (y + 1) * width] for y in range(height)]
    rows = [row[:1] + row + row[-1:] for row in rows]
    return [rows[0], *rows, rows[-1]]


def smooth(picture, width, height):
    smoothed = bytearray(len(picture))
    rows = widened(picture, width, height)
    for y in range(height):
        above, row, below = rows[y : y + 3]
        for x in range(width):
            pixels = sorted(above[x : x + 3] + row[x : x + 3] + below[x : x + 3])
            smoothed[y * width + x] = pixels[4]
    return smoothed


def main():
    width, height, times = struct.unpack("<3i", read_exactly(12))
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE and 0 <= times <= MAX_TIMES):
        sys.exit(1)
    picture = read_exactly(width * height)
    for _ in range(times):
        picture = smooth(picture, width, height)
    sys.stdout.buffer.write(picture)


main()
