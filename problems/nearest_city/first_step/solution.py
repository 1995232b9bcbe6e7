"""The nearest city of each place: the haversine formula for every pair, with cosines computed once."""

import struct
import sys
from math import asin, cos, radians, sin, sqrt

MAX_COUNT = 100_000


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def read_places(count):
    places = ((radians(a), radians(b)) for a, b in struct.iter_unpack("<2d", read_exactly(16 * count)))
    return [(latitude, longitude, cos(latitude)) for latitude, longitude in places]


def angle(a, b):
    north = sin((b[0] - a[0]) / 2)
    east = sin((b[1] - a[1]) / 2)
    haversine = north * north + a[2] * b[2] * east * east
    return 2 * asin(min(1.0, sqrt(haversine)))


def nearest(place, cities):
    best = 0
    least = angle(place, cities[0])
    for i in range(1, len(cities)):
        now = angle(place, cities[i])
        if now < least:
            least = now
            best = i
    return best


def main():
    count, asked = struct.unpack("<2i", read_exactly(8))
    if not (1 <= count <= MAX_COUNT and 0 <= asked <= MAX_COUNT):
        sys.exit(1)
    cities = read_places(count)
    answers = [nearest(place, cities) for place in read_places(asked)]
    sys.stdout.buffer.write(struct.pack(f"<{asked}i", *answers))


main()
