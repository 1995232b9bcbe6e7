"""Why it is fast: there is a byte for each odd number, and a slice marks all multiples of a prime at once."""

import struct
import sys
from itertools import compress
from math import isqrt
from operator import sub


def small_primes(root):
    """Odd primes up to a root."""
    flags = bytearray(b"\x01") * (root // 2 + 1)  # of 1, 3, 5 and so on
    flags[0] = 0
    for i in range(3, isqrt(root) + 1, 2):
        if flags[i // 2]:
            flags[i * i // 2 :: i] = bytes(len(range(i * i // 2, len(flags), i)))
    return [number for number in compress(range(1, root + 2, 2), flags) if number <= root]


def main():
    data = sys.stdin.buffer.read(16)
    if len(data) != 16:
        sys.exit(1)
    start, n = struct.unpack("<qq", data)
    if not (0 <= start <= 999_000_000_000 and 1 <= n <= 50_000_000):
        sys.exit(1)
    low = start | 1
    count = (start + n - low + 1) // 2
    flags = bytearray(b"\x01") * count
    for prime in small_primes(isqrt(start + n)):
        first = prime * prime
        if first < low:
            first = low + -low % prime
            if first % 2 == 0:
                first += prime
        i = (first - low) // 2
        if i < count:
            flags[i::prime] = bytes((count - 1 - i) // prime + 1)
    if low == 1 and count:
        flags[0] = 0
    distances = list(compress(range(low - start, n, 2), flags))
    if start <= 2 < start + n:
        distances.insert(0, 2 - start)
    gap = max(map(sub, distances[1:], distances), default=0)
    sys.stdout.buffer.write(struct.pack("<qqq", len(distances), sum(distances), gap))


main()
