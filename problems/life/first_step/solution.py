"""Game of life on a torus: three rows at a time, and sums of three cells above each other."""

import sys

MAX_SIDE, MAX_GENERATIONS = 4096, 10_000
HEADER_BYTES = 12


def step(width, height, old, new):
    for y in range(height):
        row = old[y * width : (y + 1) * width]
        above = old[(y - 1) % height * width :][:width]
        below = old[(y + 1) % height * width :][:width]
        columns = [a + b + c for a, b, c in zip(above, row, below)]
        sums = zip(columns[-1:] + columns[:-1], columns, columns[1:] + columns[:1], row)
        # Of all nine cells, three make a cell live, and four let one live.
        new[y * width : (y + 1) * width] = bytes(
            [a + b + c == 3 or (a + b + c == 4 and d == 1) for a, b, c, d in sums]
        )


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
