"""Why it is fast: the search ends where the difference of heights alone is larger than the best distance.

Cities are sorted by height, and the search goes up and down from the place's own height. Of two cities, the
nearer one has the larger scalar product with the place, as unit vectors.
"""

import struct
import sys
from bisect import bisect_left
from math import cos, radians, sin, sqrt

MAX_COUNT = 100_000
ROUNDING = 1e-11  # of heights; far more than the errors


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def read_directions(count):
    directions = []
    for latitude, longitude in struct.iter_unpack("<2d", read_exactly(16 * count)):
        latitude, longitude = radians(latitude), radians(longitude)
        across = cos(latitude)
        directions.append((sin(latitude), across * cos(longitude), across * sin(longitude)))
    return directions


def nearest(place, cities, heights):
    z, x, y = place
    middle = bisect_left(heights, z)
    most, best = -2.0, -1
    limit = 3.0  # of height
    for i in range(middle, len(cities)):
        cz, cx, cy, number = cities[i]
        if cz > limit:
            break
        product = cx * x + cy * y + cz * z
        if product > most or (product == most and number < best):
            most, best = product, number
            limit = z + sqrt(max(0.0, 2 - 2 * most)) + ROUNDING
    limit = 2 * z - limit if best >= 0 else -3.0
    for i in range(middle - 1, -1, -1):
        cz, cx, cy, number = cities[i]
        if cz < limit:
            break
        product = cx * x + cy * y + cz * z
        if product > most or (product == most and number < best):
            most, best = product, number
            limit = z - sqrt(max(0.0, 2 - 2 * most)) - ROUNDING
    return best


def main():
    count, asked = struct.unpack("<2i", read_exactly(8))
    if not (1 <= count <= MAX_COUNT and 0 <= asked <= MAX_COUNT):
        sys.exit(1)
    cities = sorted((*direction, number) for number, direction in enumerate(read_directions(count)))
    heights = [city[0] for city in cities]
    answers = [nearest(place, cities, heights) for place in read_directions(asked)]
    sys.stdout.buffer.write(struct.pack(f"<{asked}i", *answers))


main()
