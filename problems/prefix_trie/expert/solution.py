"""Why it is fast: words are sorted, so those with a prefix are a range, whose ends are found by bisection.

Equal prefixes are looked up once.
"""

import sys
from array import array
from bisect import bisect_left

AFTER_Z = b"{"


def texts(data, place):
    """The texts whose number stands at a place, and where they end."""
    count = int.from_bytes(data[place : place + 4], "little")
    found = []
    place += 4
    for _ in range(count):
        start = place + 1
        place = start + data[place]
        found.append(data[start:place])
    return found, place


def main():
    data = sys.stdin.buffer.read()
    words, place = texts(data, 0)
    words.sort()
    prefixes, _ = texts(data, place)
    counts = {}
    for prefix in set(prefixes):
        start = bisect_left(words, prefix)
        counts[prefix] = bisect_left(words, prefix + AFTER_Z, start) - start
    sys.stdout.buffer.write(array("i", [counts[prefix] for prefix in prefixes]))


main()
