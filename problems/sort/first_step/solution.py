"""Python's own sort, with a key for each number."""

import sys
from array import array

MAX_N = 10_000_000


def key(bits):
    """A key whose order is that of the numbers: -0.0 before +0.0; NaNs last and all alike."""
    if bits & 0x7FFFFFFF > 0x7F800000:
        return 0xFFFFFFFF
    return bits ^ 0xFFFFFFFF if bits & 0x80000000 else bits | 0x80000000


def read_exactly(size):
    data = sys.stdin.buffer.read(size)
    if len(data) != size:
        sys.exit(1)
    return data


def main():
    n = array("i", read_exactly(4))[0]
    if not 1 <= n <= MAX_N:
        sys.exit(1)
    data = read_exactly(4 * n)
    in_order = sorted(array("I", data), key=key)
    sys.stdout.buffer.write(array("I", in_order).tobytes())


main()
