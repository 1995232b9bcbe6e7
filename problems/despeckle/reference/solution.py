"""Despeckle: the nine pixels around each pixel are sorted, and the middle one is taken."""

import struct
import sys

MAX_SIDE, MAX_TIMES = 4096, 1000


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def pixel_at(picture, width, height, x, y):
    x = min(max(x, 0), width - 1)
    y = min(max(y, 0), height - 1)
    return picture[y * width + x]


def median(picture, width, height, x, y):
    pixels = [
        pixel_at(picture, width, height, column, row)
        for row in range(y - 1, y + 2)
        for column in range(x - 1, x + 2)
    ]
    pixels.sort()
    return pixels[4]


def smooth(picture, width, height):
    smoothed = bytearray(len(picture))
    for y in range(height):
        for x in range(width):
            smoothed[y * width + x] = median(picture, width, height, x, y)
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
