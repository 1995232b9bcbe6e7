"""Game of life on a torus: a cell is one byte, and the neighbours of each are counted one by one."""

import sys

MAX_SIDE, MAX_GENERATIONS = 4096, 10_000
HEADER_BYTES = 12


def neighbours(width, height, grid, x, y):
    count = 0
    for j in (-1, 0, 1):
        for i in (-1, 0, 1):
            if i == 0 and j == 0:
                continue
            if grid[(y + j) % height * width + (x + i) % width]:
                count += 1
    return count


def step(width, height, old, new):
    for y in range(height):
        for x in range(width):
            here = y * width + x
            count = neighbours(width, height, old, x, y)
            new[here] = count == 3 or (count == 2 and old[here] == 1)


def main():
    data = sys.stdin.buffer.read()
    if len(data) < HEADER_BYTES:
        sys.exit(1)
    width, height, generations = (int.from_bytes(data[i : i + 4], "little", signed=True) for i in (0, 4, 8))
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE and 0 <= generations <= MAX_GENERATIONS):
        sys.exit(1)
    now = bytearray(data[HEADER_BYTES : HEADER_BYTES + width * height])
    if len(now) != width * height:
        sys.exit(1)
    after = bytearray(width * height)
    for _ in range(generations):
        step(width, height, now, after)
        now, after = after, now
    sys.stdout.buffer.write(now)


main()
