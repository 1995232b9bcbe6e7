"""Why it is fast: only pixels that a triangle covers are visited.

Where it begins and ends in a row is computed. Depth and number make one key, the least key is in front, and a
row's keys are made and compared at once.
"""

import struct
import sys

MAX_SIDE, MAX_TRIANGLES = 1024, 32767
NUMBER_BITS = 15
NO_KEY = (1 << 31) - 1  # ends in a number that no triangle has


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def side(ax, ay, bx, by, x, y):
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax)


def draw(corners, number, width, height, keys):  # noqa: C901 - calls in the loop over rows cost time
    ax, ay, az, bx, by, bz, cx, cy, cz = corners
    area = side(ax, ay, bx, by, cx, cy)
    if area == 0:
        return
    if area < 0:
        bx, by, bz, cx, cy, cz = cx, cy, cz, bx, by, bz
        area = -area
    left, right = max(0, min(ax, bx, cx)), min(width - 1, max(ax, bx, cx))
    top, bottom = max(0, min(ay, by, cy)), min(height - 1, max(ay, by, cy))
    edges = ((bx, by, cx, cy, az), (cx, cy, ax, ay, bz), (ax, ay, bx, by, cz))
    values = [[side(px, py, qx, qy, 0, top), py - qy, qx - px] for px, py, qx, qy, _ in edges]
    total = sum(value[0] * edge[4] for value, edge in zip(values, edges))
    step = sum(value[1] * edge[4] for value, edge in zip(values, edges))
    next_row = sum(value[2] * edge[4] for value, edge in zip(values, edges))
    for y in range(top, bottom + 1):
        start, end = left, right
        for value in values:
            now, change, down = value
            if change > 0:
                if now + change * start < 0:
                    start = -(now // change)
            elif change < 0:
                if now + change * end < 0:
                    end = now // -change
            elif now < 0:
                end = -1
            value[0] = now + down
        if start <= end:
            first = total + step * start
            if step:
                sums = range(first, first + step * (end - start + 1), step)
                made = [s // area << NUMBER_BITS | number for s in sums]
            else:
                made = [first // area << NUMBER_BITS | number] * (end - start + 1)
            pixels = slice(y * width + start, y * width + end + 1)
            keys[pixels] = map(min, keys[pixels], made)
        total += next_row


def main():
    width, height, triangles = struct.unpack("<3i", read_exactly(12))
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE and 0 <= triangles <= MAX_TRIANGLES):
        sys.exit(1)
    keys = [NO_KEY] * (width * height)
    for number, corners in enumerate(struct.iter_unpack("<9i", read_exactly(36 * triangles))):
        draw(corners, number, width, height, keys)
    fronts = [-1 if key == NO_KEY else key & MAX_TRIANGLES for key in keys]
    sys.stdout.buffer.write(struct.pack(f"<{len(fronts)}h", *fronts))


main()
