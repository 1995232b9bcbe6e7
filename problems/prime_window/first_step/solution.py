"""Primes in a window: a sieve with a byte for each number; primes above 2 strike odd multiples alone."""

import struct
import sys

MOST_FROM, MOST_NUMBERS = 999_000_000_000, 50_000_000


def strike(composite, start, prime):
    """Marks the multiples of a prime from its square on, even ones for 2 alone."""
    first = max(-(-start // prime) * prime, prime * prime)
    step = 2 if prime == 2 else 2 * prime
    if prime > 2 and first % 2 == 0:
        first += prime
    for i in range(first - start, len(composite), step):
        composite[i] = 1


def sieve(start, n):
    composite, root = bytearray(n), 1
    while root * root < start + n:
        root += 1
    small = bytearray(root + 1)
    for prime in range(2, root + 1):
        if not small[prime]:
            strike(small, 0, prime)
            strike(composite, start, prime)
    for number in range(start, min(2, start + n)):
        composite[number - start] = 1
    return composite


def main():
    data = sys.stdin.buffer.read(16)
    if len(data) != 16:
        sys.exit(1)
    start, n = struct.unpack("<qq", data)
    if not (0 <= start <= MOST_FROM and 1 <= n <= MOST_NUMBERS):
        sys.exit(1)
    count, total, gap, last = 0, 0, 0, None
    for i, composite in enumerate(sieve(start, n)):
        if composite:
            continue
        count += 1
        total += i
        if last is not None:
            gap = max(gap, i - last)
        last = i
    sys.stdout.buffer.write(struct.pack("<qqq", count, total, gap))


main()
